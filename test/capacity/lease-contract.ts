import { describe, expect, it } from 'vitest';
import { takeLease, underLease } from '../../capacity/lease.ts';
import type { LeaseStore } from '../../capacity/lease.ts';

const group = () => `group-${Math.random().toString(36).slice(2)}`;

const ignore = () => undefined;

/** One writer a group, on every store that can create if absent. */
export function holdsTheLeaseContract(open: () => LeaseStore): void {
  it('is free, taken, and free again', async () => {
    const name = group();
    const lease = await takeLease(open(), 'local', name, { holder: 'lin' });
    await expect(takeLease(open(), 'local', name, { holder: 'wang' })).rejects.toMatchObject({
      kind: 'busy',
      message: expect.stringContaining(`local/${name} is being changed by lin, until `) as string,
    });
    await lease.release();
    await (await takeLease(open(), 'local', name, { holder: 'wang' })).release();
  });

  it('of one group leaves others alone', async () => {
    const name = group();
    await takeLease(open(), 'local', name, { holder: 'lin' });
    await takeLease(open(), 'local', `${name}-2`, { holder: 'wang' });
    await takeLease(open(), 'other', name, { holder: 'wang' });
  });

  it('is held by one of many at a time, and by all in turn', async () => {
    const name = group();
    let inside = 0;
    let done = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      done += 1;
    };
    const options = {
      waitMs: 30_000,
      note: ignore,
      sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
    };
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        underLease(open(), 'local', name, { ...options, holder: `${n}` }, work),
      ),
    );
    expect(done).toBe(12);
  });

  describe('whose holder was killed', () => {
    it('is taken over when its time is up, and a margin for clocks', async () => {
      const name = group();
      let time = Date.parse('2026-11-22T12:00:00Z');
      const options = { holder: 'lin', now: () => time };
      const lost = await takeLease(open(), 'local', name, options);
      time += 74_000;
      await expect(takeLease(open(), 'local', name, options)).rejects.toMatchObject({ kind: 'busy' });
      time += 1_000;
      const own = await takeLease(open(), 'local', name, options);
      own.requireHeld();
      expect(() => lost.requireHeld()).toThrow(/has run out/);
      // Late, it gives back what is no longer its own.
      await lost.release();
      await expect(takeLease(open(), 'local', name, options)).rejects.toMatchObject({ kind: 'busy' });
    });
  });

  it('isn’t given to who was slow since its look', async () => {
    const name = group();
    const store = open();
    const options = { holder: 'slow', sleep: () => Promise.resolve() };
    await (await takeLease(store, 'local', name, { holder: 'first' })).release();
    // Between the look and the creation, two others have had it, and one still has.
    let first = true;
    const slow: LeaseStore = {
      list: (prefix) => store.list(prefix),
      get: (key) => store.get(key),
      put: (key, body) => store.put(key, body),
      delete: (key) => store.delete(key),
      async putIfAbsent(key, body) {
        if (first) {
          first = false;
          await (await takeLease(store, 'local', name, { holder: 'second' })).release();
          await takeLease(store, 'local', name, { holder: 'third' });
        }
        return await store.putIfAbsent(key, body);
      },
    };
    await expect(takeLease(slow, 'local', name, options)).rejects.toMatchObject({
      message: expect.stringContaining('is being changed by third') as string,
    });
  });

  it('that can’t be given back is told of, and leaves the work’s result as it is', async () => {
    const store = open();
    const notes: string[] = [];
    const options = { holder: 'lin', note: (text: string) => void notes.push(text) };
    const stuck: LeaseStore = {
      list: (prefix) => store.list(prefix),
      get: (key) => store.get(key),
      put: () => Promise.reject(new Error('no answer')),
      delete: (key) => store.delete(key),
      putIfAbsent: (key, body) => store.putIfAbsent(key, body),
    };
    expect(await underLease(stuck, 'local', group(), options, async () => 42)).toBe(42);
    expect(notes).toEqual([expect.stringMatching(/^the lease of local\/.* runs out: Error: no answer$/)]);
    const failing = underLease(stuck, 'local', group(), options, () =>
      Promise.reject(new Error('the work’s own')),
    );
    await expect(failing).rejects.toThrow('the work’s own');
  });

  it('is given back where the work fails', async () => {
    const name = group();
    const failing = underLease(open(), 'local', name, { holder: 'lin', note: ignore }, () =>
      Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
    await takeLease(open(), 'local', name, { holder: 'wang' });
  });
}
