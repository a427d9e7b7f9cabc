import { homedir } from 'node:os';
import { S3Store } from '../../storage/s3.ts';
import { cannotRun, refused } from '../failure.ts';
import { awsCredentials } from './aws-credentials.ts';
import { parseBackend, type Backend } from './backend-url.ts';
import { BucketFiles } from './bucket-files.ts';
import { FolderFiles } from './folder-files.ts';
import type { StateFiles } from './state-files.ts';

/**
 * The files of a backend; `undefined` where it has none that we can reach.
 *
 * @param environment where AWS's region and endpoint stand, if the URL doesn't name them
 */
export function openStateFiles(url: string, environment: NodeJS.ProcessEnv): StateFiles | undefined {
  const backend = parseBackend(url, homedir());
  if (backend.kind === 'folder') return new FolderFiles(backend.path);
  return backend.kind === 's3' ? openBucket(backend, environment) : undefined;
}

/** @throws {Failure} where the backend has no files that we can reach; the fix is what its own tools offer */
export function requireStateFiles(url: string, environment: NodeJS.ProcessEnv, fix: string): StateFiles {
  const files = openStateFiles(url, environment);
  if (files) return files;
  throw refused(`the state is kept in ${withoutSecrets(url)}, whose files can't be reached from here`, fix);
}

function openBucket(backend: Extract<Backend, { kind: 's3' }>, env: NodeJS.ProcessEnv): StateFiles {
  const { bucket, prefix, profile, pathStyle } = backend;
  const region = backend.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (region === undefined) {
    throw cannotRun(
      `nothing tells in which region s3://${bucket} lies`,
      `set AWS_REGION, or PULUMI_BACKEND_URL=s3://${bucket}?region=…`,
    );
  }
  const endpoint =
    backend.endpoint ??
    env['AWS_ENDPOINT_URL_S3'] ??
    env['AWS_ENDPOINT_URL'] ??
    `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const config = { dialect: 's3' as const, endpoint, region, bucket, pathStyle };
  const credentials = awsCredentials(profile);
  return new BucketFiles(new S3Store(config, { provide: credentials }), bucket, prefix);
}

/** What a URL may carry beside its place is nobody's business. */
function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//').replace(/\?.*$/, '');
}
