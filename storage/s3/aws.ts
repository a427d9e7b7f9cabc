import type { Dialect } from './dialect.ts';
import { ec2Credentials } from './instance-identity.ts';
import { amzDate, EMPTY_BODY, sha256, Signer } from './signature.ts';

/** S3 as AWS has it. */
export const S3: Dialect = {
  meta: 'x-amz-meta-',
  createOnly: { 'if-none-match': '*' },
  range: {},
  listing: {},
  copyOf: (source) => ({ 'x-amz-copy-source': source, 'x-amz-metadata-directive': 'REPLACE' }),
  digestOf: (body, known) => known ?? (body === undefined ? EMPTY_BODY : sha256(body)),
  signer(credentials, region) {
    const signer = new Signer(credentials, { region, service: 's3' });
    const { sessionToken: token } = credentials;
    return ({ headers, host, digest, ...request }, time) => {
      const all: Record<string, string> = {
        ...headers,
        host,
        'x-amz-content-sha256': digest,
        'x-amz-date': amzDate(time),
      };
      if (token !== undefined) all['x-amz-security-token'] = token;
      return {
        ...all,
        authorization: signer.authorization({ ...request, headers: all, bodyDigest: digest }),
      };
    };
  },
  instanceCredentials: ec2Credentials,
};
