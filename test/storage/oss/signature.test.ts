import { expect, it } from 'vitest';
import { OssSigner } from '../../../storage/oss/signature.ts';
import { amzDate, canonicalQuery, encodePath } from '../../../storage/s3/signature.ts';
import { ossSignature } from '../../support/alicloud/oss-signature.ts';

/**
 * The vectors that Alibaba's own SDKs are tested with: tests/unit/signer/test_v4.py of
 * github.com/aliyun/alibabacloud-oss-python-sdk-v2 and oss/signer/signer_test.go of alibabacloud-oss-go-sdk-v2.
 */
const VECTORS = [
  {
    what: 'a request with parameters, some of them empty',
    seconds: 1702743657,
    token: undefined,
    additional: [],
    signature: 'e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe',
  },
  {
    what: 'one with a temporary key',
    seconds: 1702784856,
    token: 'token',
    additional: [],
    signature: 'b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea',
  },
  {
    what: 'one with further headers',
    seconds: 1702747512,
    token: undefined,
    additional: ['abc', 'zabc'],
    signature: '4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f',
  },
];

const query = canonicalQuery({
  param1: 'value1',
  '+param1': 'value3',
  '|param1': 'value4',
  '+param2': '',
  '|param2': '',
  param2: '',
});

function headersAt(seconds: number, token: string | undefined): Record<string, string> {
  return {
    'x-oss-head1': 'value',
    abc: 'value',
    zabc: 'value',
    xyz: 'value',
    'content-type': 'text/plain',
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-oss-date': amzDate(new Date(seconds * 1000)),
    ...(token !== undefined && { 'x-oss-security-token': token }),
  };
}

it.each(VECTORS.filter(({ additional }) => additional.length === 0))(
  'signs $what as Alibaba does',
  ({ seconds, token, signature }) => {
    const signer = new OssSigner({ accessKeyId: 'ak', secretAccessKey: 'sk' }, 'cn-hangzhou');
    const headers = headersAt(seconds, token);
    const date = headers['x-oss-date']!.slice(0, 8);
    const resource = `/bucket/${encodePath('1234+-/123/1.txt')}`;
    expect(signer.authorization({ method: 'PUT', resource, query, headers })).toBe(
      `OSS4-HMAC-SHA256 Credential=ak/${date}/cn-hangzhou/oss/aliyun_v4_request,Signature=${signature}`,
    );
  },
);

it.each(VECTORS)('is checked by a stand-in that holds to the same: $what', (vector) => {
  const { seconds, token, additional, signature } = vector;
  const headers = headersAt(seconds, token);
  const scope = `${headers['x-oss-date']!.slice(0, 8)}/cn-hangzhou/oss/aliyun_v4_request`;
  const request = { method: 'PUT', resource: '/bucket/1234+-/123/1.txt', query, headers };
  expect(ossSignature(request, 'sk', scope, additional)).toBe(signature);
});
