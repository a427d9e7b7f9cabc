import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { commandRedis } from './resp.ts';

/** How to find out whether a part answers; plain data, kept with the part so that `status` needs no other knowledge. */
export type Probe =
  | {
      type: 'http';
      /** Must answer 200. */
      url: string;
      /** The answer's whole body, where it tells which configuration is in force. */
      body?: string;
    }
  | { type: 'tcp'; host: string; ports: number[] }
  | { type: 'redis'; host: string; port: number; passwordFile: string };

/** A part that takes longer to answer is no use to its clients either. */
export const PROBE_TIMEOUT_MS = 2_000;

/** @returns `undefined` when it answers, else why not */
export async function probe(target: Probe, timeoutMs = PROBE_TIMEOUT_MS): Promise<string | undefined> {
  try {
    switch (target.type) {
      case 'http':
        return await probeHttp(target, timeoutMs);
      case 'tcp':
        for (const port of target.ports) await probeTcp(target.host, port, timeoutMs);
        return undefined;
      case 'redis': {
        const password = (await readFile(target.passwordFile, 'utf8')).trim();
        const [, answer] = await commandRedis(target, [['AUTH', password], ['PING']], timeoutMs);
        return answer === '+PONG' ? undefined : `answered ${answer ?? 'nothing'} to PING`;
      }
    }
  } catch (error) {
    return reasonOf(error);
  }
}

async function probeHttp(
  target: { url: string; body?: string },
  timeoutMs: number,
): Promise<string | undefined> {
  const answer = await fetch(target.url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
  const body = await answer.text();
  if (answer.status !== 200) return `${target.url} answered ${answer.status}`;
  if (target.body !== undefined && body !== target.body)
    return `${target.url} still has its former configuration`;
  return undefined;
}

function probeTcp(host: string, port: number, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(timeoutMs, () =>
      socket.destroy(new Error(`no answer from ${host}:${port} in ${timeoutMs} ms`)),
    );
    socket.once('error', reject).once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}

/** fetch hides the reason one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
