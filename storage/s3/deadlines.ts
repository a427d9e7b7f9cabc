import type { ClientRequest, IncomingMessage } from 'node:http';

/** How long the phases of one try at a request may take, in milliseconds. */
export interface Deadlines {
  pool: number;
  connect: number;
  headers: number;
  idle: number;
  attempt: number;
}

export const DEADLINES: Readonly<Deadlines> = {
  /** For a free connection where all are busy: our own load, to which more tries would only add. */
  pool: 30_000,
  /** For a connection, TLS included. A lost SYN is sent again after 1 and 3 s: who misses all three isn't there. */
  connect: 4_000,
  /** From the last byte of the request to the answer's headers. S3 needs 0.2 s, versitygw as long as its disk syncs. */
  headers: 20_000,
  /** Without a byte in either direction while a body is on its way. TCP gets over some lost packets in 15 s. */
  idle: 20_000,
  /** From the connection to the end of the answer, beside what bodies need at `SLOWEST`: trickling ends, too. */
  attempt: 30_000,
};

/** Bytes per millisecond below which a transfer is given up: 128 KiB/s, 64 s for a part of 8 MiB. */
export const SLOWEST = 131.072;

/** A phase took too long. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  readonly code = 'ETIMEDOUT';
  readonly phase: keyof Deadlines;

  constructor(phase: keyof Deadlines, what: string, ms: number) {
    super(`${what} within ${ms / 1000} s`);
    this.phase = phase;
  }
}

export interface Watched {
  deadlines: Readonly<Deadlines>;
  /** Of the request's body. */
  bytes: number;
  /** The answer's body is read at the consumer's pace, which is bounded by `idle` alone. */
  isStreamed: boolean;
  /** Milliseconds that the store itself needs before it answers, as for copying; added to what it has anyway. */
  work: number;
  signal: AbortSignal | undefined;
  /** Called at most once: with the missed deadline, or the signal's reason. */
  onEnd: (reason: Error) => void;
}

/** Ends a request, or the answer that is on its way, at the first deadline that it misses or when the caller gives up. */
export function watch(request: ClientRequest, watched: Watched): void {
  const { deadlines, bytes, isStreamed, work, signal, onEnd } = watched;
  let phase: NodeJS.Timeout | undefined;
  let whole: NodeJS.Timeout | undefined;
  let answer: IncomingMessage | undefined;

  const release = () => {
    clearTimeout(phase);
    clearTimeout(whole);
    signal?.removeEventListener('abort', abort);
  };
  const end = (reason: Error) => {
    release();
    onEnd(reason);
    (answer ?? request).destroy(reason);
  };
  const abort = () => end(signal?.reason as Error);
  const timer = (name: keyof Deadlines, what: string, ms = deadlines[name]) =>
    setTimeout(() => end(new DeadlineError(name, what, ms)), ms);
  const enter = (next?: NodeJS.Timeout) => {
    clearTimeout(phase);
    phase = next;
  };
  const limitWhole = (transferred: number) => {
    clearTimeout(whole);
    const ms = Math.round(deadlines.attempt + work + transferred / SLOWEST);
    whole = timer('attempt', 'the exchange was not complete', ms);
  };
  const awaitAnswer = () => {
    if (answer === undefined) enter(timer('headers', 'no answer came', deadlines.headers + work));
  };

  signal?.addEventListener('abort', abort, { once: true });
  phase = timer('pool', 'none of the connections became free');
  request.once('socket', (socket) => {
    limitWhole(bytes);
    if (!socket.connecting) return enter();
    enter(timer('connect', 'no connection'));
    // Small requests are handed over, thus `finished`, before there is a connection.
    const connected = () => (request.writableFinished ? awaitAnswer() : enter());
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  });
  request.once('finish', () => {
    if (request.socket?.connecting !== true) awaitAnswer();
  });
  request.once('response', (incoming) => {
    answer = incoming;
    enter();
    if (isStreamed) clearTimeout(whole);
    else limitWhole(request.method === 'HEAD' ? 0 : Number(incoming.headers['content-length'] ?? 0));
  });
  // The socket's own timer: it costs nothing per chunk.
  request.on('timeout', () => {
    const waitsForConsumer = answer !== undefined && (answer.complete || answer.readableLength > 0);
    if (waitsForConsumer) request.socket?.setTimeout(deadlines.idle + work);
    else end(new DeadlineError('idle', 'no byte came or went', deadlines.idle + work));
  });
  request.once('close', release);
}
