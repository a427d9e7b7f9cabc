import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export interface Download {
  url: string;
  /** Of the file as it is served, lower-case hex. */
  sha256: string;
}

/** Where there is no way to the internet, that must be found out soon: building from source begins after it. */
const answerWithin = 5_000;
const silenceWithin = 30_000;

/** It can't be had, or not be used here; another source may serve. */
export class DownloadError extends Error {
  override name = 'DownloadError';
}

/** Somebody serves other bytes than were pinned: to be told, not only worked around. */
export class ChecksumError extends DownloadError {
  override name = 'ChecksumError';
}

/**
 * Fetches into `path`, which exists afterwards only by name of the caller's choice: whoever calls gives a temporary one.
 *
 * @throws DownloadError
 * @throws ChecksumError where the bytes are not the pinned ones
 * @throws the system's error where `path` can't be written: no other source helps then
 */
export async function download(
  { url, sha256 }: Download,
  path: string,
  progress: (detail: string) => void,
  timeouts = { answerWithin, silenceWithin },
): Promise<void> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  let received = 0;
  try {
    for await (const { chunk, total } of chunksOf(url, timeouts)) {
      hash.update(chunk);
      await file.appendFile(chunk);
      received += chunk.length;
      progress(
        `${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ''} from ${new URL(url).host}`,
      );
    }
  } finally {
    await file.close();
  }
  const found = hash.digest('hex');
  if (found !== sha256)
    throw new ChecksumError(`${url} has the SHA-256 sum ${found}, but ${sha256} is pinned: not used`);
}

/** What is served, until its end. Only errors of the transfer are DownloadErrors. */
async function* chunksOf(
  url: string,
  timeouts: { answerWithin: number; silenceWithin: number },
): AsyncGenerator<{ chunk: Uint8Array; total: number }> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error('no answer')), timeouts.answerWithin);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`HTTP status ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(timer);
      if (done) return;
      yield { chunk: value, total };
      timer = setTimeout(() => abort.abort(new Error('the transfer has stalled')), timeouts.silenceWithin);
    }
  } catch (error) {
    throw new DownloadError(`${url} could not be fetched: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `fetch` hides what happened in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error
    ? error.cause.message || String((error.cause as NodeJS.ErrnoException).code)
    : error.message;
}
