import { setTimeout as delay } from 'node:timers/promises';

/**
 * Resolves after `ms` milliseconds, or when `end` is aborted. Not a race with a promise of the end: each lost race would
 * leave a reaction on that promise, which lives as long as the process.
 */
export async function pause(ms: number, end: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal: end });
  } catch (error) {
    if (!end.aborted) throw error;
  }
}
