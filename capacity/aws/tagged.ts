import { amzDate, sha256, Signer } from '../../storage/s3/signature.ts';
import { GroupError } from '../group-error.ts';
import { toGroupError } from './errors.ts';
import { openAws, type AwsAccount } from './session.ts';

/** The whole SDK of the service would be for this one call. */
const TARGET = 'ResourceGroupsTaggingAPI_20170126.GetResources';
const PAGE_SIZE = 100;
/** Milliseconds; the call is a small one. */
const TIMEOUT = 15_000;

interface TagPage {
  ResourceTagMappingList?: { ResourceARN: string }[];
  PaginationToken?: string;
}

/**
 * Names (ARNs) of everything in a region that bears all of these tags, of every service that tells the tagging API; what
 * has no region, such as CloudFront, is told in us-east-1. What was removed may still be listed for a while.
 *
 * @throws {GroupError}
 */
export async function awsTagged(
  region: string,
  account: AwsAccount | undefined,
  tags: Readonly<Record<string, string>>,
): Promise<string[]> {
  const client = await openAws(region, account);
  try {
    const TagFilters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }));
    const found: string[] = [];
    let token = '';
    do {
      const credentials = await client.config.credentials();
      const body = {
        TagFilters,
        ResourcesPerPage: PAGE_SIZE,
        ...(token === '' ? {} : { PaginationToken: token }),
      };
      const page = await ask(region, credentials, JSON.stringify(body));
      found.push(...(page.ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN));
      token = page.PaginationToken ?? '';
    } while (token !== '');
    return found;
  } catch (error) {
    if (error instanceof GroupError) throw error;
    throw toGroupError(error, `AWS ${region}: tags`);
  } finally {
    client.destroy();
  }
}

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

async function ask(region: string, credentials: Credentials, body: string): Promise<TagPage> {
  const url = new URL(process.env['AWS_ENDPOINT_URL'] ?? `https://tagging.${region}.amazonaws.com`);
  const headers = {
    host: url.host,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-date': amzDate(new Date()),
    'x-amz-target': TARGET,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const signer = new Signer(credentials, { region, service: 'tagging' });
  const bodyDigest = sha256(body);
  const authorization = signer.authorization({ method: 'POST', path: '/', query: '', headers, bodyDigest });
  const request = { method: 'POST', headers: { ...headers, authorization }, body };
  const answer = await fetch(new URL('/', url), { ...request, signal: AbortSignal.timeout(TIMEOUT) }).catch(
    (error: Error) => {
      const reason = error.cause instanceof Error ? error.cause.message : error.message;
      throw new GroupError('unreachable', `AWS ${region}: ${url.host} gives no answer: ${reason}`, {
        cause: error,
      });
    },
  );
  if (answer.ok) return (await answer.json()) as TagPage;
  const text = (await answer.text()).slice(0, 500);
  throw new GroupError(
    answer.status === 403 || answer.status === 400 ? 'denied' : 'unreachable',
    `AWS ${region}: its tags can't be searched (status ${answer.status}): ${text}`,
    { fix: 'allow the identity tag:GetResources' },
  );
}
