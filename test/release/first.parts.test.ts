import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seal } from '../../release/envelope.ts';
import { firstRelease } from '../../release/first.ts';
import { publish } from '../../release/publish.ts';
import { generateSigningKey } from '../../release/signing.ts';
import { createStore } from '../../storage/create-store.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';

const { privateKey } = generateSigningKey();
const now = new Date('2026-11-22T12:00:00Z');
let gateway: Versitygw;
let store: ObjectStore;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-first-'));
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'main.js'), 'one'.repeat(10_000));
  writeFileSync(join(folder, 'lib/two.js'), 'two');
  gateway = await startVersitygw();
  store = createStore(gateway.config);
});
afterAll(async () => {
  store?.close();
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('is, put into a bucket, what a publisher would have published there, who then finds nothing to do', async () => {
  const { root, packs, pointer } = await firstRelease(folder, { channel: 'services', now });
  for (const { key, bytes } of packs) await store.put(key, bytes);
  await store.put(pointer.key, seal(pointer.text, privateKey));
  const again = await publish(store, folder, { channel: 'services', privateKey, now });
  expect(again).toEqual({ epoch: 1, root, created: false, junk: [] });
  writeFileSync(join(folder, 'main.js'), 'other');
  const next = await publish(store, folder, { channel: 'services', privateKey, now });
  expect(next).toMatchObject({ epoch: 2, created: true });
});

it('is the same for the same folder and time', async () => {
  const made = () => firstRelease(folder, { channel: 'services', now });
  expect(await made()).toEqual(await made());
});
