import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { percentEncode, type Refusal } from './rpc-signature.ts';

/** What a request looks like to OSS's gateway. */
export interface OssRequest {
  method: string;
  /** `/bucket/key`, decoded. */
  resource: string;
  /** As it was sent. */
  query: string;
  headers: IncomingHttpHeaders;
}

export interface OssKeys {
  /** Secrets by access key id. */
  secrets: ReadonlyMap<string, string>;
  /** Tokens that temporary keys need, which may be over. */
  tokens?: ReadonlyMap<string, { token: string; isOver?: boolean }>;
}

const FIFTEEN_MINUTES = 15 * 60_000;

/**
 * Signature V4 of OSS, written by its documentation
 * (https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4) and held to the
 * vectors of Alibaba's own SDKs.
 */
export function ossSignature(
  { method, resource, query, headers }: OssRequest,
  secret: string,
  scope: string,
  additional: readonly string[] = [],
): string {
  const uri = resource.split('/').map(percentEncode).join('/');
  const parameters = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('='))
    .sort(([a = ''], [b = '']) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name = '', value = '']) => (value === '' ? name : `${name}=${value}`));
  const signed = Object.keys(headers).filter(
    (name) => /^(x-oss-.*|content-type|content-md5)$/.test(name) || additional.includes(name),
  );
  const lines = signed.sort().map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const request = [
    method,
    uri,
    parameters.join('&'),
    lines.join(''),
    additional.join(';'),
    String(headers['x-oss-content-sha256']),
  ].join('\n');
  const digest = createHash('sha256').update(request).digest('hex');
  const text = ['OSS4-HMAC-SHA256', String(headers['x-oss-date']), scope, digest].join('\n');
  const key = scope
    .split('/')
    .reduce<Buffer | string>(
      (derived, part) => createHmac('sha256', derived).update(part).digest(),
      `aliyun_v4${secret}`,
    );
  return createHmac('sha256', key).update(text).digest('hex');
}

const HEADER =
  /^OSS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+),(?:AdditionalHeaders=([^,]+),)?Signature=(\w{64})$/;

/** The gateway's checks; `undefined`: the request is what its signer has sent. */
export function refuseOss(
  request: OssRequest,
  keys: OssKeys,
  region: string,
  now: Date,
): Refusal | undefined {
  const { headers } = request;
  if (headers.authorization === undefined) {
    return refusal(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.');
  }
  const [, id = '', scope = '', additional, given = ''] = HEADER.exec(headers.authorization) ?? [];
  const [date = '', place, ...rest] = scope.split('/');
  if (rest.join('/') !== 'oss/aliyun_v4_request') {
    return refusal(400, 'InvalidArgument', 'Authorization header is invalid.');
  }
  if (place !== region)
    return refusal(400, 'InvalidArgument', 'Invalid signing region in Authorization header.');
  if (headers['x-oss-content-sha256'] !== 'UNSIGNED-PAYLOAD') {
    return refusal(400, 'InvalidArgument', 'The value of x-oss-content-sha256 is invalid.');
  }
  const secret = keys.secrets.get(id);
  if (secret === undefined) {
    return refusal(
      403,
      'InvalidAccessKeyId',
      'The OSS Access Key Id you provided does not exist in our records.',
    );
  }
  const temporary = keys.tokens?.get(id);
  if (temporary && headers['x-oss-security-token'] !== temporary.token) {
    return refusal(403, 'InvalidSecurityToken', 'The security token you provided is invalid.');
  }
  if (temporary?.isOver === true) {
    return refusal(403, 'SecurityTokenExpired', 'The security token you provided has expired.');
  }
  const time = String(headers['x-oss-date']);
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const age = Math.abs(now.getTime() - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`));
  if (!time.startsWith(date) || !(age <= FIFTEEN_MINUTES)) {
    return refusal(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  const wanted = ossSignature(request, secret, scope, additional?.split(';'));
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(given))) {
    const message = 'The request signature we calculated does not match the signature you provided.';
    return refusal(403, 'SignatureDoesNotMatch', message);
  }
  return undefined;
}

function refusal(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
