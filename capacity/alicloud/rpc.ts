import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { AlicloudCredentials } from './credentials.ts';
import { codeOf, isNoAnswer, toGroupError } from './errors.ts';

/** A service of Alibaba's RPC style. */
export interface RpcService {
  /**
   * @param params lists become `Name.1`, `Name.2`…
   * @throws {GroupError}
   */
  call<T>(action: string, params: Record<string, unknown>): Promise<T>;
  close(): void;
}

export interface RpcOptions {
  endpoint: string;
  /** `2022-02-22` */
  version: string;
  credentials: AlicloudCredentials;
  /** What errors begin with. */
  where: string;
  /** A seam of the tests. */
  sleep?: (ms: number) => Promise<unknown>;
}

const TRIES = 4;
const FIRST_WAIT_MS = 250;
const timeouts = { connectTimeout: 5_000, readTimeout: 8_000, timeout: 8_000 };

/** The SDK is loaded here, and only where Alibaba Cloud is meant. */
export async function openRpc(options: RpcOptions): Promise<RpcService> {
  const { endpoint, version, credentials, where, sleep = delay } = options;
  const { default: RpcClient } = await import('@alicloud/pop-core');
  const agent = new (endpoint.startsWith('https:') ? HttpsAgent : HttpAgent)({ keepAlive: true });
  // The parameters go into the body, not into a URL that proxies write down.
  const opts = { agent, method: 'POST', ...timeouts };
  const client = new RpcClient({ endpoint, apiVersion: version, ...credentials, opts });
  return {
    async call<T>(action: string, params: Record<string, unknown>): Promise<T> {
      for (let tried = 1; ; tried += 1) {
        try {
          return await client.request<T>(action, params);
        } catch (error) {
          if (tried === TRIES || !mayRepeat(action, error)) throw toGroupError(error, `${where}: ${action}`);
          await sleep(FIRST_WAIT_MS * 2 ** (tried - 1));
        }
      }
    },
    close: () => agent.destroy(),
  };
}

/** What was throttled has had no effect; where no answer came, only a question may be asked again. */
function mayRepeat(action: string, error: unknown): boolean {
  if (codeOf(error)?.startsWith('Throttling')) return true;
  return /^(Describe|Get|List)/.test(action) && isNoAnswer(error);
}
