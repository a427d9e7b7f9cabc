import type { MirrorStatus } from '../../services/mirror/status.ts';

/** `undefined`: the mirror answers, but its status isn't written yet. */
export type StatusAnswer = { status: MirrorStatus | undefined } | { unreachable: string };

const timeoutMs = 5_000;

/** Asks a mirror for its status, through its edge, as clients reach it. */
export async function readMirrorStatus(mirror: string): Promise<StatusAnswer> {
  const url = `${mirror.replace(/\/$/, '')}/status.json`;
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'cache-control': 'no-cache' },
    });
    if (response.status === 404) {
      await response.body?.cancel();
      return { status: undefined };
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { unreachable: `${url} answers ${response.status}` };
    }
    const value = (await response.json()) as MirrorStatus;
    if (value.version !== 1) return { unreachable: `${url} is of version ${String(value.version)}, not 1` };
    return { status: value };
  } catch (error) {
    const cause = (error as Error).cause;
    return { unreachable: `${url}: ${cause instanceof Error ? cause.message : (error as Error).message}` };
  }
}

/** Whether clients get the root document, through the edge. */
export async function servesRoot(mirror: string): Promise<boolean> {
  try {
    const response = await fetch(`${mirror.replace(/\/$/, '')}/packages.json`, {
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.ok;
  } catch (error) {
    // No answer at all is what the wait is for; a mistake of ours is not.
    if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return false;
    throw error;
  }
}
