import { setTimeout as delay } from 'node:timers/promises';

/**
 * Polls until the condition gives something truthy.
 *
 * @returns what the condition gave, or `undefined` when `timeoutMs` have passed first
 */
export async function until<T>(
  condition: () => Promise<T> | T,
  { timeoutMs, everyMs = 50 }: { timeoutMs: number; everyMs?: number },
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (performance.now() >= deadline) return undefined;
    await delay(everyMs);
  }
}
