import { describe, expect, it } from 'vitest';
import { CachedObject } from '../../../../services/mirror/serve/cached-object.ts';
import type { ObjectBody, ObjectStore } from '../../../../storage/store.ts';

/** The one method of a store that is used here. */
class OneObject {
  body: string | undefined = 'one';
  isAway = false;
  readonly asked: (string | undefined)[] = [];

  async get(key: string, options?: { ifNoneMatch?: string }): Promise<ObjectBody | 'unchanged' | undefined> {
    this.asked.push(options?.ifNoneMatch);
    await new Promise((resolve) => setImmediate(resolve));
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

function setUp() {
  const store = new OneObject();
  let now = 0;
  const stale: string[] = [];
  const cached = new CachedObject(store as unknown as ObjectStore, 'k', {
    freshMs: 1000,
    now: () => now,
    onStale: (error) => stale.push(error.message),
  });
  const text = async () => {
    const found = await cached.get();
    return found && Buffer.from(found.body).toString();
  };
  return { store, stale, text, pass: (ms: number) => (now += ms) };
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
});
