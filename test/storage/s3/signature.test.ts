import { describe, expect, it } from 'vitest';
import { amzDate, canonicalQuery, EMPTY_BODY, encodePath, Signer } from '../../../storage/s3/signature.ts';

describe('the examples that AWS publishes for S3', () => {
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': EMPTY_BODY,
    'x-amz-date': amzDate(new Date('2013-05-24T00:00:00Z')),
  };
  const scope = { region: 'us-east-1', service: 's3' };

  it.each([
    {
      what: 'GET of a range',
      path: encodePath('/test.txt'),
      query: {},
      further: { range: 'bytes=0-9' },
      signed: 'host;range;x-amz-content-sha256;x-amz-date',
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    {
      what: 'GET of a parameter without a value',
      path: '/',
      query: { lifecycle: '' },
      further: {},
      signed: 'host;x-amz-content-sha256;x-amz-date',
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      what: 'GET of a listing',
      path: '/',
      query: { prefix: 'J', 'max-keys': '2' },
      further: {},
      signed: 'host;x-amz-content-sha256;x-amz-date',
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ])('signs a $what', ({ path, query, further, signed, signature }) => {
    const request = {
      method: 'GET',
      path,
      query: canonicalQuery(query),
      headers: { ...headers, ...further },
      bodyDigest: EMPTY_BODY,
    };
    expect(new Signer(credentials, scope).authorization(request)).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
        `SignedHeaders=${signed}, Signature=${signature}`,
    );
  });
});

it('signs the first case of the test suite of Signature Version 4', () => {
  const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };
  const request = { method: 'GET', path: '/', query: '', headers, bodyDigest: EMPTY_BODY };
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  };
  const signer = new Signer(credentials, { region: 'us-east-1', service: 'service' });
  const value = signer.authorization(request);
  expect(value).toContain('Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');
});

it('encodes everything but the unreserved characters, and leaves the slashes of a key', () => {
  expect(encodePath("a/=b c+!'()*~_.-ü")).toBe('a/%3Db%20c%2B%21%27%28%29%2A~_.-%C3%BC');
  expect(canonicalQuery({ prefix: 'a/b', 'list-type': '2' })).toBe('list-type=2&prefix=a%2Fb');
});
