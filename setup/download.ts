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

/** The file could not be fetched; another source may serve. */
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
 */
export async function download(
  { url, sha256 }: Download,
  path: string,
  progress: (detail: string) => void,
  timeouts = { answerWithin, silenceWithin },
): Promise<void> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error('no answer')), timeouts.answerWithin);
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`HTTP status ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    let received = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(new Error('the transfer has stalled')), timeouts.silenceWithin);
      hash.update(chunk);
      await file.write(chunk);
      received += chunk.length;
      progress(
        `${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ''} from ${new URL(url).host}`,
      );
    }
  } catch (error) {
    throw new DownloadError(`${url} could not be fetched: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    await file.close();
  }
  const found = hash.digest('hex');
  if (found !== sha256)
    throw new ChecksumError(`${url} has the SHA-256 sum ${found}, but ${sha256} is pinned: not used`);
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
