import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../storage/create-store.ts';
import { internalKey } from '../../storage/keys.ts';
import type { StoreConfig } from '../../storage/store-config.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { read } from './reading-contract.ts';

const MiB = 1024 * 1024;
const WRITER = fileURLToPath(new URL('../support/endless-writer.ts', import.meta.url));

/** A server with a bucket, which keeps what it has when it is killed. */
export interface BucketServer {
  config: StoreConfig;
  kill(signal?: 'SIGKILL'): Promise<void>;
  start(): Promise<void>;
}

/**
 * What every dialect must leave when writers are killed in the middle, and, where the server is one that is used itself,
 * when that one is.
 */
export function survivesKills(server: () => BucketServer, { rounds = 6, ofStore = true } = {}): void {
  let direct: ObjectStore;
  beforeAll(() => {
    direct = createStore(server().config);
  });
  afterAll(() => direct?.close());

  describe('a process that is killed', () => {
    const children: ChildProcess[] = [];
    afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

    async function endlessWriter(key: string, size: number) {
      const args = [WRITER, JSON.stringify(server().config), key, String(size)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      const lines = createInterface({ input: child.stdout });
      return { child, lines };
    }

    /** Until a first body is committed and the next ones have come so many steps further. */
    async function progress(lines: AsyncIterable<string>, steps: number) {
      let left: number | undefined;
      for await (const line of lines) {
        if (line.startsWith('committed')) left ??= steps;
        if (left !== undefined && left-- <= 0) return;
      }
    }

    /** Bodies consist of one repeated byte: a torn one shows. */
    async function expectWhole(key: string, size: number) {
      const body = await read((await direct.stream(key))!.body);
      expect(body.byteLength).toBe(size);
      expect(body.equals(Buffer.alloc(size, body[0]))).toBe(true);
    }

    it('leaves nothing torn when it is the writer', async () => {
      // Side by side, for they mostly wait.
      const kills = [200_000, 18 * MiB].map(async (size) => {
        const key = internalKey('kill', `client-${size}`);
        for (let round = 0; round < rounds; round++) {
          const { child, lines } = await endlessWriter(key, size);
          await progress(lines, round * 3);
          child.kill('SIGKILL');
          await once(child, 'exit');
          await expectWhole(key, size);
        }
      });
      await Promise.all(kills);
    });

    if (ofStore) {
      it('leaves nothing torn when it is the store', async () => {
        const keys = [internalKey('kill', 'server-small'), internalKey('kill', 'server-large')];
        const sizes = [200_000, 18 * MiB];
        for (let round = 0; round < 5; round++) {
          const writers = await Promise.all(keys.map((key, index) => endlessWriter(key, sizes[index]!)));
          await progress(writers[1]!.lines, round * 3);
          await server().kill('SIGKILL');
          for (const { child } of writers) {
            child.kill('SIGKILL');
          }
          await server().start();
          for (const [index, key] of keys.entries()) await expectWhole(key, sizes[index]!);
        }
      });
    }

    it('leaves uploads that the sweep finds by their age', async () => {
      const { child, lines } = await endlessWriter(internalKey('kill', 'stale'), 40 * MiB);
      for await (const _line of lines) break;
      child.kill('SIGKILL');
      await once(child, 'exit');
      const hourAgo = new Date(Date.now() - 3_600_000);
      expect(await direct.sweepAbandoned(hourAgo)).toEqual({ uploads: 0, bodies: 0 });
      const inAnHour = new Date(Date.now() + 3_600_000);
      expect((await direct.sweepAbandoned(inAnHour)).uploads).toBeGreaterThan(0);
      expect(await direct.sweepAbandoned(inAnHour)).toEqual({ uploads: 0, bodies: 0 });
    });
  });
}
