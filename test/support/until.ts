import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `probe` gives something truthy, and returns it; a probe that throws has not given it yet. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  { timeout = 60_000, interval = 25 }: { timeout?: number; interval?: number } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      last = await probe();
      if (last) return last as NonNullable<T>;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(`${what}: not within ${timeout} ms; last seen: ${String(last)}`);
    await delay(interval);
  }
}
