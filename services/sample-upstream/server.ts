import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Catalogue } from './catalogue.ts';

/** Metadata of a generated repository never changes by itself. */
const METADATA_TIME = new Date(Date.UTC(2026, 0, 2));

interface Answer {
  type: string;
  body: Buffer;
  modified: Date;
}

/** The repository over HTTP. Resolves when it listens; `close()` of the server ends it. */
export async function serveCatalogue(catalogue: Catalogue, address: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const path = decode(request.url ?? '/');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'GET or HEAD only');
    if (path === '/digests.json') return sendDigests(catalogue, response);
    const answer = path === undefined ? undefined : find(catalogue, path);
    if (!answer) return refuse(response, 404, 'no such file in this repository');
    send(request, response, answer);
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

function decode(url: string): string | undefined {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function find(catalogue: Catalogue, path: string): Answer | undefined {
  if (path === '/packages.json') return json(catalogue.root());
  if (path === '/packages/list.json') return json({ packageNames: catalogue.names() });
  const [, name, dev] = /^\/p2\/([^/]+\/[^/~]+)(~dev)?\.json$/.exec(path) ?? [];
  if (name !== undefined) {
    const metadata = catalogue.metadata(name, dev === undefined ? 'tagged' : 'dev');
    return metadata && json(metadata);
  }
  const dist = catalogue.dist(path);
  return dist && { type: 'application/zip', ...dist };
}

function json(value: object): Answer {
  return { type: 'application/json', body: Buffer.from(JSON.stringify(value)), modified: METADATA_TIME };
}

function send(request: IncomingMessage, response: ServerResponse, { type, body, modified }: Answer): void {
  const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
  const known = request.headers['if-none-match'];
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  const isFresh =
    known === undefined ? since >= Math.floor(modified.getTime() / 1000) * 1000 : known === etag;
  response.setHeader('etag', etag);
  response.setHeader('last-modified', modified.toUTCString());
  if (isFresh) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'content-type': type, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function sendDigests(catalogue: Catalogue, response: ServerResponse): void {
  const digests = Object.fromEntries([...catalogue.digests()].map(({ path, sha256 }) => [path, sha256]));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(digests));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: message }));
}
