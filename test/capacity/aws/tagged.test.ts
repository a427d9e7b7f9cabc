import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsTagged } from '../../../capacity/aws/tagged.ts';
import { startHttpServer, type HttpServer } from '../../support/http-server.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const REGION = 'eu-central-1';
const arn = (id: number) => `arn:aws:ec2:${REGION}:123456789012:instance/i-${id}`;

/** The tagging API, by the forms of its reference; moto's needs services that the pinned one is installed without. */
let server: HttpServer;
let asked: { headers: IncomingHttpHeaders; body: string }[];
let answers: { status: number; body: object }[];

beforeEach(async () => {
  asked = [];
  answers = [];
  server = await startHttpServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      const { status, body: answer } = answers.shift() ?? { status: 500, body: {} };
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(answer));
    });
  });
  vi.stubEnv('AWS_ENDPOINT_URL', server.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const search = () => awsTagged(REGION, undefined, { 'skerry:stack': 'accept-0123ab' });
const told = (ids: number[], PaginationToken: string) => ({
  status: 200,
  body: { ResourceTagMappingList: ids.map((id) => ({ ResourceARN: arn(id), Tags: [] })), PaginationToken },
});

/** Signature V4, written down a second time after AWS's documentation. */
function signatureOf({ headers, body }: (typeof asked)[number]): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, hash(body)].join('\n');
  const time = String(headers['x-amz-date']);
  const scope = [time.slice(0, 8), REGION, 'tagging', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), hash(canonical)].join('\n')).toString('hex');
}

describe('what bears a tag on AWS', () => {
  it('is told by name, page by page, to whoever has signed', async () => {
    answers.push(told([1, 2], 'more'), told([3], ''));
    expect(await search()).toEqual([arn(1), arn(2), arn(3)]);
    const filter = {
      TagFilters: [{ Key: 'skerry:stack', Values: ['accept-0123ab'] }],
      ResourcesPerPage: 100,
    };
    expect(asked.map(({ body }) => JSON.parse(body) as object)).toEqual([
      filter,
      { ...filter, PaginationToken: 'more' },
    ]);
    for (const request of asked) {
      expect(request.headers).toMatchObject({
        'x-amz-target': 'ResourceGroupsTaggingAPI_20170126.GetResources',
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-security-token': 'token',
      });
      expect(request.headers.authorization).toMatch(new RegExp(`Signature=${signatureOf(request)}$`));
    }
  });

  it.each([
    [400, 'denied', /status 400.*AccessDeniedException/],
    [503, 'unreachable', /status 503/],
  ])('can not be known where the answer is %i', async (status, kind, message) => {
    answers.push({ status, body: { __type: 'AccessDeniedException' } });
    await expect(search()).rejects.toMatchObject({ kind, message: expect.stringMatching(message) as string });
  });

  it('can not be known without an answer', async () => {
    await server.stop();
    await expect(search()).rejects.toMatchObject({ kind: 'unreachable' });
    server = await startHttpServer(() => undefined);
  });
});
