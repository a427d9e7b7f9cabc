import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CachedObject } from '../../../../services/mirror/serve/cached-object.ts';
import type { ObjectBody, ReadableStore } from '../../../../storage/store.ts';
import { until } from '../../../support/until.ts';

/** The one method of a store that is used here. */
class OneObject {
  body: string | undefined = 'one';
  isAway = false;
  /** Until it is resolved no answer comes, unless the caller gives up. */
  hangs: Promise<unknown> | undefined;
  readonly asked: (string | undefined)[] = [];

  async get(
    ...[key, options]: Parameters<ReadableStore['get']>
  ): Promise<ObjectBody | 'unchanged' | undefined> {
    this.asked.push(options?.ifNoneMatch);
    await new Promise((resolve) => setImmediate(resolve));
    if (this.hangs) await Promise.race([this.hangs, aborted(options?.signal)]);
    if (this.isAway) throw new Error('away');
    if (this.body === undefined) return undefined;
    if (options?.ifNoneMatch === this.body) return 'unchanged';
    return {
      key,
      etag: this.body,
      size: this.body.length,
      modified: new Date(0),
      body: Buffer.from(this.body),
    };
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

const PATIENCE_MS = 50;

function setUp({ giveUpMs = 60_000 } = {}) {
  const store = new OneObject();
  let now = 0;
  const stale: string[] = [];
  const cached = new CachedObject(store, 'k', {
    freshMs: 1000,
    patienceMs: PATIENCE_MS,
    giveUpMs,
    now: () => now,
    onStale: (error) => stale.push(error.message),
  });
  const text = async () => {
    const found = await cached.get();
    return found && Buffer.from(found.body).toString();
  };
  return { store, stale, cached, text, pass: (ms: number) => (now += ms) };
}

describe('an object of the bucket in memory', () => {
  it('is asked for once, by however many, and again conditionally when it is no longer fresh', async () => {
    const { store, text, pass } = setUp();
    expect(await Promise.all([text(), text(), text()])).toEqual(['one', 'one', 'one']);
    await text();
    expect(store.asked).toEqual([undefined]);
    pass(1000);
    store.body = 'two';
    expect(await text()).toBe('two');
    pass(1000);
    await text();
    expect(store.asked).toEqual([undefined, 'one', 'two']);
  });

  it('is there for the next request once it is put, however lately it was absent', async () => {
    const { store, text } = setUp();
    store.body = undefined;
    expect(await text()).toBeUndefined();
    store.body = 'one';
    expect(await text()).toBe('one');
    await text();
    expect(store.asked).toEqual([undefined, undefined]);
  });

  it('is served as it was while the bucket is away, without asking each time', async () => {
    const { store, stale, text, pass } = setUp();
    await text();
    store.isAway = true;
    pass(1000);
    expect(await text()).toBe('one');
    expect(await text()).toBe('one');
    expect(store.asked).toHaveLength(2);
    expect(stale).toEqual(['away']);
    store.isAway = false;
    store.body = 'two';
    pass(1000);
    expect(await text()).toBe('two');
  });

  it('fails where the bucket is away from the beginning, and works as soon as it is there', async () => {
    const { store, text } = setUp();
    store.isAway = true;
    await expect(text()).rejects.toThrow('away');
    store.isAway = false;
    expect(await text()).toBe('one');
  });

  it('is gone when the bucket says so', async () => {
    const { store, text, pass } = setUp();
    await text();
    store.body = undefined;
    pass(1000);
    expect(await text()).toBeUndefined();
  });

  it('is served as it was when the bucket hangs, after a while, and at once to those who come later', async () => {
    const { store, stale, text, pass } = setUp();
    await text();
    pass(1000);
    const hanging = Promise.withResolvers<void>();
    store.hangs = hanging.promise;
    const began = performance.now();
    expect(await Promise.all([text(), text()])).toEqual(['one', 'one']);
    expect(performance.now() - began).toBeGreaterThanOrEqual(PATIENCE_MS - 1);
    const all = Array.from({ length: 50 }, text);
    const first = await Promise.race([Promise.all(all), delay(PATIENCE_MS / 2, 'late')]);
    expect(first).not.toBe('late');
    expect(store.asked).toEqual([undefined, 'one']);
    expect(stale).toEqual(['no answer within 0.05 s']);
    store.body = 'two';
    hanging.resolve();
    await until('it is the new one', async () => (await text()) === 'two');
    expect(store.asked).toEqual([undefined, 'one']);
  });

  it('is asked for anew when a question has hung for long', async () => {
    const { store, stale, text, pass } = setUp({ giveUpMs: 150 });
    await text();
    pass(1000);
    store.hangs = new Promise(() => undefined);
    expect(await text()).toBe('one');
    await until('it is told', () => stale.length === 2);
    expect(stale).toEqual(['no answer within 0.05 s', 'no answer within 0.15 s']);
    store.hangs = undefined;
    store.body = 'two';
    pass(1000);
    expect(await text()).toBe('two');
  });

  it('is not waited for without end where nothing is known', async () => {
    const { store, stale, text } = setUp({ giveUpMs: 100 });
    store.hangs = new Promise(() => undefined);
    await expect(Promise.all([text(), text()])).rejects.toThrow('no answer within 0.1 s');
    expect(store.asked).toHaveLength(1);
    expect(stale).toEqual([]);
  });

  it('tells for how long the bucket has not confirmed it', async () => {
    const { store, cached, pass } = setUp();
    expect((await cached.get())?.ttl).toBe(1000);
    pass(400);
    expect((await cached.get())?.ttl).toBe(600);
    store.isAway = true;
    pass(30_000);
    expect((await cached.get())?.ttl).toBe(-29_400);
    store.isAway = false;
    pass(1000);
    expect((await cached.get())?.ttl).toBe(1000);
  });
});
