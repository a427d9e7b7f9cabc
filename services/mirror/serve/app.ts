import { createHash } from 'node:crypto';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { MirrorStatus } from '../status.ts';
import type { CachedBody, CachedObject } from './cached-object.ts';
import { statusPage } from './status-page.ts';

export interface ServeOptions {
  /** Sent with every answer, so that one sees which instance a balancer chose. */
  instance: string;
  root: Pick<CachedObject, 'get'>;
  status: Pick<CachedObject, 'get'>;
  /** Whether the bucket answered at all, once or of late. */
  isReady: () => Promise<boolean>;
  /** Why an answer had to be 503. */
  onError: (error: Error) => void;
  now?: () => Date;
}

/** What stands behind the `mirrors.` edge: the root document, the mirror's status, and health. */
export function createApp({
  instance,
  root,
  status,
  isReady,
  onError,
  now = () => new Date(),
}: ServeOptions): FastifyInstance {
  // Keep-alive connections end as soon as their request is answered once the app is closing.
  const app = Fastify({ logger: false, forceCloseConnections: 'idle', return503OnClosing: false });
  app.addHook('onRequest', async (_, reply) => {
    reply.header('x-skerry-instance', instance);
  });
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  app.setNotFoundHandler((request, reply) => fail(reply, 404, `nothing is at ${request.url}`));
  app.setErrorHandler((error: FastifyError, _, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode >= 400 && statusCode < 500) return fail(reply, statusCode, error.message);
    // Addresses and keys are for the log alone: anybody may ask.
    onError(error);
    return fail(reply, 503, "the bucket can't be read; please try again later");
  });

  app.get('/packages.json', async (request, reply) => {
    const object = await root.get();
    if (!object) return fail(reply, 404, 'the first full sync has not been completed yet; see /status');
    return sendRoot(request, reply, object);
  });
  app.get('/healthz', async (_, reply) => {
    if (await isReady()) return reply.send({ status: 'ok' });
    return reply.code(503).send({ status: 'failing', reason: "the bucket doesn't answer" });
  });
  for (const path of ['/status.json', '/api/v1/status']) {
    app.get(path, async (_, reply) => {
      const object = await status.get();
      if (!object) return fail(reply, 404, 'the sync has not said anything yet');
      return reply
        .headers({ 'cache-control': 'no-store', ...staleness(object) })
        .type('application/json')
        .send(Buffer.from(object.body));
    });
  }
  app.get('/status', async (_, reply) => {
    const page = statusPage(parseStatus(await status.get()), now());
    return reply
      .headers({ 'cache-control': 'no-store', ...PAGE_SECURITY })
      .type('text/html; charset=utf-8')
      .send(page);
  });
  app.get('/', async (_, reply) => reply.redirect('/status'));
  return app;
}

/** The page's own style is all that it may load. */
const PAGE_SECURITY = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
};

function sendRoot(request: FastifyRequest, reply: FastifyReply, object: CachedBody): FastifyReply {
  // Of the bytes themselves: equal behind every instance, whatever its bucket's dialect calls an ETag.
  const etag = `"${createHash('sha256').update(object.body).digest('hex').slice(0, 32)}"`;
  // HTTP dates have whole seconds.
  const modified = new Date(Math.floor(object.modified.getTime() / 1000) * 1000);
  reply.headers({
    etag,
    'last-modified': modified.toUTCString(),
    'cache-control': 'public, max-age=10, stale-if-error=86400',
    ...staleness(object),
  });
  const known = request.headers['if-none-match'];
  const isFresh =
    known === undefined
      ? Date.parse(request.headers['if-modified-since'] ?? '') >= modified.getTime()
      : known === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  if (isFresh) return reply.code(304).send();
  return reply.type('application/json').send(Buffer.from(object.body));
}

/**
 * RFC 9211: for how many seconds the bucket has been away. Not `Age`, by which edges would stop keeping the answer just
 * when it can't be had anew.
 */
function staleness({ ttl }: CachedBody): Record<string, string> {
  return ttl < 0 ? { 'cache-status': `mirror-serve; hit; ttl=${Math.floor(ttl / 1000)}` } : {};
}

function parseStatus(object: CachedBody | undefined): MirrorStatus | undefined {
  return object && (JSON.parse(Buffer.from(object.body).toString()) as MirrorStatus);
}

function fail(reply: FastifyReply, code: number, message: string): FastifyReply {
  return reply.code(code).headers({ 'cache-control': 'no-store' }).send({ error: message });
}
