import { request } from 'node:http';
import { StoreError } from '../errors.ts';
import type { Credentials } from './credentials.ts';
import { readText } from './exchange.ts';

/** Milliseconds for each of the three questions. The service is on the instance's own host: it answers at once or not. */
const TIMEOUT = 5_000;
/** Seconds that a token for asking lives; it is asked for anew each time. */
const TOKEN_SECONDS = '60';

/** Where a cloud's instances learn of themselves, and how it names what they are told. */
export interface MetadataService {
  url: string;
  /** Begins the headers of the token that every question needs. */
  header: string;
  /** Path of the roles' names; the keys of each lie below it. */
  roles: string;
  names: { secret: string; token: string };
  /** Milliseconds before their end from when on credentials are renewed. */
  renewal: number;
}

/** IMDSv2. New credentials are there five minutes before the old ones end. */
const EC2: Omit<MetadataService, 'url'> = {
  header: 'x-aws-ec2-metadata-token',
  roles: '/latest/meta-data/iam/security-credentials/',
  names: { secret: 'SecretAccessKey', token: 'Token' },
  renewal: 5 * 60_000,
};

/** Credentials of an EC2 instance's role; the variable is the one that AWS's own tools read. Throws as `roleCredentials`. */
export function ec2Credentials(): Promise<Credentials> {
  const url = process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254';
  return roleCredentials({ ...EC2, url });
}

/**
 * Credentials of the instance's own role.
 *
 * @throws StoreError
 */
export async function roleCredentials(service: MetadataService): Promise<Credentials> {
  const { url, header, roles } = service;
  try {
    const token = await ask(url, 'PUT', '/latest/api/token', { [`${header}-ttl-seconds`]: TOKEN_SECONDS });
    const headers = { [header]: token };
    const [role = ''] = (await ask(url, 'GET', roles, headers)).split('\n');
    return readAnswer(await ask(url, 'GET', `${roles}${role.trim()}`, headers), service);
  } catch (error) {
    const reason = `the instance's identity can't be had: ${(error as Error).message}; where there is none, set credentialsFile`;
    throw new StoreError('credentials', url, reason, { cause: error });
  }
}

function readAnswer(text: string, { names: { secret, token }, renewal }: MetadataService): Credentials {
  const answer = JSON.parse(text) as Record<string, unknown>;
  const values = ['AccessKeyId', secret, token, 'Expiration'].map((name) => answer[name]);
  if (!values.every((value) => typeof value === 'string')) {
    throw new Error(`the answer lacks AccessKeyId, ${secret}, ${token} or Expiration`);
  }
  const [accessKeyId, secretAccessKey, sessionToken, end] = values as [string, string, string, string];
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    renewal: new Date(Date.parse(end) - renewal),
    expiration: new Date(end),
  };
}

function ask(
  service: string,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, service);
    const asked = request(url, { method, headers, agent: false }, (answer) => {
      const { statusCode } = answer;
      readText(answer).then((text) => {
        if (statusCode === 200) resolve(text);
        else reject(new Error(`${url.href} answered ${String(statusCode)}`));
      }, reject);
    });
    // Of the whole exchange: a service that trickles must not keep every request of the store waiting.
    const late = setTimeout(() => {
      reject(new Error(`${url.href}: no answer within ${TIMEOUT / 1000} s`));
      asked.destroy();
    }, TIMEOUT);
    asked.on('error', reject).on('close', () => clearTimeout(late));
    asked.end();
  });
}
