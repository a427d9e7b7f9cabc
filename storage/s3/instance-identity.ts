import { request } from 'node:http';
import { StoreError } from '../errors.ts';
import type { Credentials } from './credentials.ts';
import { readText } from './exchange.ts';

/** Where EC2 instances learn of themselves (IMDSv2); the variable is the one that AWS's own tools read. */
const SERVICE = 'http://169.254.169.254';
const ROLES = '/latest/meta-data/iam/security-credentials/';
/** Milliseconds for each of the three questions. The service is on the instance's own host: it answers at once or not. */
const TIMEOUT = 5_000;
/** Seconds that a token for asking lives; it is asked for anew each time. */
const TOKEN_SECONDS = '60';
/** Milliseconds before their end from when on credentials are renewed. AWS has new ones there five minutes earlier. */
const RENEWAL = 5 * 60_000;

/**
 * Credentials of the instance's own role.
 *
 * @throws StoreError
 */
export async function instanceCredentials(): Promise<Credentials> {
  const service = process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? SERVICE;
  try {
    const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_SECONDS };
    const token = await ask(service, 'PUT', '/latest/api/token', lifetime);
    const headers = { 'x-aws-ec2-metadata-token': token };
    const [role = ''] = (await ask(service, 'GET', ROLES, headers)).split('\n');
    return readAnswer(await ask(service, 'GET', `${ROLES}${role.trim()}`, headers));
  } catch (error) {
    const reason = `the instance's identity can't be had: ${(error as Error).message}; where there is none, set credentialsFile`;
    throw new StoreError('credentials', service, reason, { cause: error });
  }
}

function readAnswer(text: string): Credentials {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(text) as Record<string, unknown>;
  const strings = [AccessKeyId, SecretAccessKey, Token, Expiration];
  if (!strings.every((value) => typeof value === 'string')) {
    throw new Error('the answer lacks AccessKeyId, SecretAccessKey, Token or Expiration');
  }
  const [accessKeyId, secretAccessKey, sessionToken, end] = strings as [string, string, string, string];
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    renewal: new Date(Date.parse(end) - RENEWAL),
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
