import { hash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { StoreConfig } from '../../../storage/store-config.ts';
import { type HttpServer, startHttpServer } from '../http-server.ts';
import { SignedForward } from '../signed-forward.ts';
import { startVersitygw } from '../versitygw.ts';
import { type OssKeys, refuseOss } from './oss-signature.ts';
import {
  answerHeaders,
  type Behaviour,
  errorXml,
  isRangeHeeded,
  requestHeaders,
  requestQuery,
  translatedRefusal,
} from './oss-translation.ts';

const REGION = 'cn-hangzhou';

/** A stand-in for OSS: its own signature, headers, refusals and habits, before a real store that keeps the objects. */
export interface OssServer {
  /** Of the bucket `test`, which is there; by a key that doesn't end. */
  readonly config: StoreConfig;
  /** The same bucket by a host name of its own, as a CNAME has it. */
  readonly ownHost: StoreConfig;
  /** The store behind it, by its own dialect. */
  readonly behind: StoreConfig;
  readonly behaviour: Behaviour;
  /** Temporary keys may be added, or end. */
  readonly keys: { secrets: Map<string, string>; tokens: Map<string, { token: string; isOver?: boolean }> };
  /** `PUT /test/key`, of everything that was asked. */
  readonly asked: string[];
  readonly folder: string;
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOss(): Promise<OssServer> {
  const behind = await startVersitygw();
  const id = 'LTAI5tMadeUp';
  const secret = randomBytes(15).toString('hex');
  const keys = {
    secrets: new Map([[id, secret]]),
    tokens: new Map<string, { token: string; isOver?: boolean }>(),
  };
  const behaviour: Behaviour = { isVersioned: false };
  const asked: string[] = [];
  const credentialsFile = join(behind.folder, 'oss-credentials.json');
  await writeFile(credentialsFile, JSON.stringify({ accessKeyId: id, secretAccessKey: secret }), {
    mode: 0o600,
  });
  const forward = new SignedForward(behind.config);
  const gateway = { forward, keys, behaviour, asked };
  const servers: HttpServer[] = [];
  for (const root of ['', `/${behind.config.bucket}`]) {
    servers.push(
      await startHttpServer((request, response) => {
        // What is behind was killed: so is the connection.
        answer(gateway, root, request, response).catch(() => response.destroy());
      }),
    );
  }
  const config: StoreConfig = {
    dialect: 'oss',
    endpoint: servers[0]!.endpoint,
    region: REGION,
    bucket: behind.config.bucket,
    credentialsFile,
  };
  return {
    config,
    ownHost: { ...config, endpoint: servers[1]!.endpoint, ownHost: true },
    behind: behind.config,
    behaviour,
    keys,
    asked,
    folder: behind.folder,
    kill: (signal) => behind.kill(signal),
    start: () => behind.start(),
    async stop() {
      for (const server of servers) await server.stop();
      forward.close();
      await behind.stop();
    },
  };
}

interface Gateway {
  forward: SignedForward;
  keys: OssKeys;
  behaviour: Behaviour;
  asked: string[];
}

async function answer(
  gateway: Gateway,
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', headers } = request;
  const [path = '', query = ''] = `${root}${request.url ?? ''}`.split('?');
  gateway.asked.push(`${method} ${path}`);
  const body = await buffer(request);
  const resource = decodeURIComponent(path);
  const refusal =
    refuseOss({ method, resource, query, headers }, gateway.keys, REGION, new Date()) ??
    refuseRequest(method, headers, body);
  if (refusal) return refuse(method, response, refusal);
  const sent = requestHeaders(method, headers, gateway.behaviour);
  if (sent['range'] !== undefined) {
    const head = await gateway.forward.send({
      method: 'HEAD',
      path,
      query: '',
      headers: {},
      body: Buffer.alloc(0),
    });
    head.resume();
    if (!isRangeHeeded(headers, Number(head.headers['content-length']))) delete sent['range'];
  }
  const answered = await gateway.forward.send({
    method,
    path,
    query: requestQuery(query),
    headers: sent,
    body,
  });
  const { statusCode = 500 } = answered;
  if (statusCode >= 400) {
    const text = (await buffer(answered)).toString();
    return refuse(method, response, translatedRefusal(statusCode, text));
  }
  response.writeHead(statusCode, answerHeaders(method, answered.headers, gateway.behaviour));
  await pipeline(answered, response);
}

/** What OSS refuses for its headers; by the page of PutObject. */
function refuseRequest(method: string, headers: IncomingMessage['headers'], body: Buffer) {
  const conditional = headers['if-match'] ?? headers['if-none-match'];
  if (method === 'PUT' && conditional !== undefined) {
    const message = 'A header you provided implies functionality that is not implemented.';
    return { status: 501, code: 'NotImplemented', message };
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== hash('md5', body, 'base64')) {
    return { status: 400, code: 'InvalidDigest', message: 'The Content-MD5 you specified was invalid.' };
  }
  return undefined;
}

function refuse(
  method: string,
  response: ServerResponse,
  refusal: { status: number; code: string; message: string },
): void {
  const xml = errorXml(refusal);
  if (method !== 'HEAD') {
    response.writeHead(refusal.status, { 'content-type': 'application/xml' }).end(xml);
    return;
  }
  response.writeHead(refusal.status, { 'x-oss-err': Buffer.from(xml).toString('base64') }).end();
}
