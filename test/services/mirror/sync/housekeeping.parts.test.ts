import { once } from 'node:events';
import type { Logger } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { keepHouse } from '../../../../services/mirror/sync/housekeeping.ts';
import { createStore } from '../../../../storage/create-store.ts';
import { internalKey } from '../../../../storage/keys.ts';
import type { ObjectStore } from '../../../../storage/store.ts';
import { until } from '../../../support/until.ts';
import { startVersitygw, type Versitygw } from '../../../support/versitygw.ts';

const HOUR = 3_600_000;
const lines: Record<string, unknown>[] = [];
const note = (line: Record<string, unknown>) => lines.push(line);
const log = { info: note, warn: note } as unknown as Logger;

let gateway: Versitygw;
let store: ObjectStore;
beforeAll(async () => {
  gateway = await startVersitygw();
  store = createStore(gateway.config);
});
afterAll(async () => {
  store?.close();
  await gateway?.stop();
});
beforeEach(() => lines.splice(0));

/** Runs it as if it were `hours` later, until it has told of as many buckets. */
async function house(hours: number, buckets: { id: string; store: ObjectStore }[], told: number) {
  const stop = new AbortController();
  const keeping = keepHouse(buckets, log, stop.signal, () => Date.now() + hours * HOUR);
  await until('what it tells', () => lines.length >= told);
  stop.abort();
  await keeping;
}

it('frees what killed writers left a day ago, in every bucket that can be reached', async () => {
  await store.write(internalKey('killed')).write(Buffer.alloc(9 * 1024 * 1024));
  await store.put(internalKey('staging', 'finished'), Buffer.from('never committed'));
  await store.put(internalKey('composer', 'other'), Buffer.from('stays'));
  const away = createStore({ ...gateway.config, endpoint: 'http://127.0.0.1:9' });
  const buckets = [
    { id: 'away', store: away },
    { id: 'here', store },
  ];
  await house(25, buckets, 2);
  away.close();
  const [here, lost] = lines.toSorted((line) => (line['bucket'] === 'here' ? -1 : 1));
  expect(here).toEqual({ bucket: 'here', uploads: 1, bodies: 1 });
  expect(lost).toMatchObject({ bucket: 'away', reason: expect.stringContaining('ECONNREFUSED') as string });
  expect(await store.head(internalKey('composer', 'other'))).toBeDefined();
});

it('leaves what may still be in work, and stops when it is told to', async () => {
  const writer = store.write(internalKey('at-work'));
  await writer.write(Buffer.alloc(9 * 1024 * 1024));
  const stop = new AbortController();
  const swept = new EventTarget();
  const watched = {
    sweepAbandoned: async (...args: Parameters<ObjectStore['sweepAbandoned']>) => {
      const result = await store.sweepAbandoned(...args);
      swept.dispatchEvent(new Event('swept'));
      return result;
    },
  } as ObjectStore;
  const first = once(swept, 'swept');
  const keeping = keepHouse([{ id: 'here', store: watched }], log, stop.signal, () => Date.now() + 23 * HOUR);
  await first;
  stop.abort();
  await keeping;
  expect(lines).toEqual([]);
  await writer.commit();
  expect(await store.head(internalKey('at-work'))).toMatchObject({ size: 9 * 1024 * 1024 });
});
