import { FetchFailure } from './failure.ts';
import { RefusedAddress } from './guarded-connector.ts';

const TIMEOUTS: Record<string, string> = {
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the body stalled',
  ETIMEDOUT: 'no connection in time',
};

/** What undici throws, in the terms of a status page. */
export function toFetchFailure(url: string, error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  // Without a code it isn't the network that failed, but ourselves.
  if (!(error instanceof Error) || typeof code !== 'string') return error;
  const timeout = TIMEOUTS[code];
  if (timeout !== undefined) return new FetchFailure('timeout', url, timeout, { cause: error });
  const detail = error.message;
  if (error instanceof RefusedAddress) {
    const message =
      "leads into the mirror's own network, open only to an upstream configured there by its address";
    return new FetchFailure('refused-address', url, message, { cause: error, detail });
  }
  // What the network says names addresses.
  return new FetchFailure('network', url, `the transfer failed: ${code}`, { cause: error, detail });
}
