import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { freeLoopbackAddress } from './loopback.ts';
import { stopServer } from './sample-upstream.ts';

const PORT = 8082;

/** What a path answers instead of what is behind the proxy. */
export type Fault =
  | { status: number; headers?: Record<string, string> }
  | { html: true }
  /** Ends after half of the body, as if that were all; `cut` breaks the connection there. */
  | { truncated: true }
  | { cut: true }
  | { body: Uint8Array; headers?: Record<string, string> }
  /** No answer; `stall`: headers and half of the body, then nothing. */
  | { hang: true }
  | { stall: true };

/** Lets some requests through, and has all others wait until it is opened. */
export interface Gate {
  /** Paths that wait, in the order of their coming. */
  readonly waiting: readonly string[];
  open(): void;
}

export interface FaultProxy {
  readonly url: string;
  /** By path; may be changed at any time. */
  readonly faults: Map<string, Fault>;
  /** Every request that came, as `GET /path`, with its answer's status. */
  readonly requests: { path: string; status: number; headers: IncomingMessage['headers'] }[];
  /** Requests for paths that begin with `prefix` wait from now on, but for the first `free` ones. */
  hold(prefix: string, free: number): Gate;
  stop(): Promise<void>;
}

/** Stands before an upstream, rewrites that one's own URLs in JSON to itself, and fails where it is told to. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const address = await freeLoopbackAddress(PORT);
  const url = `http://${address}:${PORT}`;
  const faults = new Map<string, Fault>();
  const requests: FaultProxy['requests'] = [];
  let gate: HoldingGate | undefined;

  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '/';
    response.on('close', () =>
      requests.push({
        path,
        status: response.headersSent ? response.statusCode : 0,
        headers: incoming.headers,
      }),
    );
    const fault = faults.get(path);
    if (fault && 'hang' in fault) return;
    if (fault && 'status' in fault) {
      response.writeHead(fault.status, fault.headers).end('no');
      return;
    }
    if (fault && 'html' in fault) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Down</title>');
      return;
    }
    if (fault && 'body' in fault) {
      response.writeHead(200, fault.headers).end(fault.body);
      return;
    }
    const pass = () => forward(target, url, incoming, response, fault);
    if (gate) gate.meet(path, pass);
    else pass();
  });
  server.listen(PORT, address);
  await once(server, 'listening');
  const hold = (prefix: string, free: number) => (gate = new HoldingGate(prefix, free));
  return { url, faults, requests, hold, stop: () => stopServer(server) };
}

class HoldingGate implements Gate {
  readonly waiting: string[] = [];
  readonly #prefix: string;
  readonly #held: (() => void)[] = [];
  #free: number;

  constructor(prefix: string, free: number) {
    this.#prefix = prefix;
    this.#free = free;
  }

  meet(path: string, pass: () => void): void {
    if (!path.startsWith(this.#prefix) || this.#free > 0) {
      if (path.startsWith(this.#prefix)) this.#free -= 1;
      pass();
      return;
    }
    this.waiting.push(path);
    this.#held.push(pass);
  }

  open(): void {
    this.#free = Infinity;
    for (const pass of this.#held.splice(0)) pass();
  }
}

function forward(
  target: string,
  own: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): void {
  const { host: _, ...headers } = incoming.headers;
  const outgoing = request(target + (incoming.url ?? '/'), { headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const { 'content-length': __, ...rest } = answer.headers;
      const isJson = answer.headers['content-type'] === 'application/json';
      const whole = Buffer.concat(chunks);
      const body = isJson ? Buffer.from(whole.toString().replaceAll(target, own)) : whole;
      const half = body.subarray(0, body.length >> 1);
      const status = answer.statusCode ?? 502;
      if (fault && ('cut' in fault || 'stall' in fault)) {
        response.writeHead(status, { ...rest, 'content-length': body.length });
        response.write(half, () => 'cut' in fault && response.destroy());
        return;
      }
      response.writeHead(status, rest).end(fault && 'truncated' in fault ? half : body);
    });
  });
  outgoing.on('error', () => response.destroy());
  outgoing.end();
}
