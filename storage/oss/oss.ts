import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from '../s3/dialect.ts';
import { Refusal } from '../s3/refusal.ts';
import { amzDate, sha256 } from '../s3/signature.ts';
import { ecsCredentials } from './instance-identity.ts';
import { OssSigner, UNSIGNED_PAYLOAD } from './signature.ts';

/**
 * OSS by its own names, rather than through its S3-compatible hosts: `If-None-Match` on PUT is answered there by 501, and
 * create-if-absent is documented for the native header alone.
 */
export const OSS: Dialect = {
  meta: 'x-oss-meta-',
  createOnly: { 'x-oss-forbid-overwrite': 'true' },
  // Without it a range that ends behind the object is answered by the whole of it.
  range: { 'x-oss-range-behavior': 'standard' },
  // A page has 100 unless more are asked for.
  listing: { 'max-keys': '1000' },
  requireExclusive,
  copyOf: (source) => ({ 'x-oss-copy-source': `/${source}`, 'x-oss-metadata-directive': 'REPLACE' }),
  digestOf,
  signer(credentials, region) {
    const signer = new OssSigner(credentials, region);
    const { sessionToken: token } = credentials;
    return ({ method, query, headers, host, bucket, key, digest }, time) => {
      const all: Record<string, string> = {
        ...headers,
        host,
        'x-oss-content-sha256': UNSIGNED_PAYLOAD,
        'x-oss-date': amzDate(time),
      };
      if (digest !== '') all['content-md5'] = digest;
      if (token !== undefined) all['x-oss-security-token'] = token;
      const authorization = signer.authorization({
        method,
        resource: `/${bucket}/${key}`,
        query,
        headers: all,
      });
      return { ...all, authorization };
    };
  },
  instanceCredentials: ecsCredentials,
};

/** A bucket with versions, enabled or suspended, tells the version that it wrote, and heeds no ban on overwriting. */
function requireExclusive(headers: IncomingHttpHeaders): void {
  if (headers['x-oss-version-id'] === undefined) return;
  throw new Refusal(
    'VersionedBucket',
    'the bucket keeps versions, and then OSS overwrites what it was asked only to create; versioning can be suspended ' +
      'but never be switched off: use a bucket that never had it',
    1,
  );
}

/** The MD5 that OSS checks bodies by. It knows nothing of SHA-256: one that a caller knows is compared here. */
function digestOf(body: Uint8Array | undefined, known: string | undefined): string {
  if (body === undefined) return '';
  if (known !== undefined && sha256(body) !== known) {
    throw new Refusal('BadDigest', `the body's SHA-256 is not ${known}`, 1, { status: 400 });
  }
  return hash('md5', body, 'base64');
}
