/** OSS's requests and answers in terms of S3's, as far as `storage/` uses them; pure. */
import type { IncomingHttpHeaders } from 'node:http';
import { canonicalQuery } from '../../../storage/s3/signature.ts';

export interface Behaviour {
  /** Versions are kept, or were once: bans on overwriting are ignored. */
  isVersioned: boolean;
}

/** Headers that mean the same in both. */
const SHARED = ['content-type', 'cache-control', 'range', 'if-none-match', 'if-match'];

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['x-oss-copy-source', 'x-amz-copy-source'],
  ['x-oss-metadata-directive', 'x-amz-metadata-directive'],
]);

/** Headers for S3 of a request to OSS; what is of neither is ignored, as OSS does. */
export function requestHeaders(
  method: string,
  headers: IncomingHttpHeaders,
  { isVersioned }: Behaviour,
): Record<string, string> {
  const translated: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const meta = /^x-oss-meta-(.*)$/.exec(name)?.[1];
    if (meta !== undefined) translated[`x-amz-meta-${meta}`] = String(value);
    else if (SHARED.includes(name)) translated[name] = String(value);
    else if (RENAMED.has(name)) translated[RENAMED.get(name)!] = String(value).replace(/^\//, '');
  }
  if (method === 'PUT' && headers['x-oss-forbid-overwrite'] === 'true' && !isVersioned) {
    translated['if-none-match'] = '*';
  }
  return translated;
}

/** A listing has 100 keys unless more are asked for. */
export function requestQuery(query: string): string {
  const parameters = new URLSearchParams(query);
  if (parameters.get('list-type') === '2' && !parameters.has('max-keys')) parameters.set('max-keys', '100');
  return canonicalQuery(Object.fromEntries(parameters));
}

/** Unless standard behaviour is asked for, a range that isn't wholly inside the object counts as none. */
export function isRangeHeeded(headers: IncomingHttpHeaders, size: number): boolean {
  if (headers['x-oss-range-behavior'] === 'standard') return true;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  return first !== undefined && Number(first) < size && Number(last || first) < size;
}

/** Headers for the client, of an answer of S3. */
export function answerHeaders(method: string, headers: IncomingHttpHeaders, { isVersioned }: Behaviour) {
  const translated: Record<string, string> = { 'x-oss-request-id': '5C3D9175B6FC201293AD4890' };
  for (const [name, value] of Object.entries(headers)) {
    const meta = /^x-amz-meta-(.*)$/.exec(name)?.[1];
    if (meta !== undefined) translated[`x-oss-meta-${meta}`] = String(value);
    else if (!/^(x-amz-|connection$|keep-alive$|transfer-encoding$|server$)/.test(name)) {
      translated[name] = String(value);
    }
  }
  if (method === 'PUT' && isVersioned) translated['x-oss-version-id'] = 'CAEQNhiBgMDJgZCA0BYiIDc4MGZj';
  return translated;
}

/** Where OSS refuses with other words. */
const CODES: ReadonlyMap<string, readonly [status: number, code: string, message: string]> = new Map([
  [
    'PreconditionFailed',
    [409, 'FileAlreadyExists', 'The object you specified already exists and can not be overwritten.'],
  ],
]);

export function translatedRefusal(
  status: number,
  text: string,
): { status: number; code: string; message: string } {
  const code = /<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? (status === 404 ? 'NoSuchKey' : 'InternalError');
  const [other, name, message] = CODES.get(code) ?? [
    status,
    code,
    /<Message>(.*?)<\/Message>/.exec(text)?.[1] ?? '',
  ];
  return { status: other, code: name, message };
}

export function errorXml({ code, message }: { code: string; message: string }): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n  <Code>${code}</Code>\n  <Message>${message}</Message>\n</Error>\n`;
}
