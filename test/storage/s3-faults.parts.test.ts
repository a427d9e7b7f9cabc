import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../storage/create-store.ts';
import { internalKey, publicKey } from '../../storage/keys.ts';
import { allowPublicRead, denyPublicRead, ensureBucket } from '../../storage/s3/bucket.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';
import { survivesFaults } from './fault-contract.ts';
import { survivesKills } from './kill-contract.ts';

let gateway: Versitygw;
let direct: ObjectStore;

beforeAll(async () => {
  gateway = await startVersitygw();
  direct = createStore(gateway.config);
});
afterAll(async () => {
  direct?.close();
  await gateway?.stop();
});

describe('the S3 dialect on versitygw', () => {
  survivesFaults(() => gateway.config);
  survivesKills(() => gateway);
});

describe('public reading', () => {
  it('is allowed for GET of public keys alone', async () => {
    await ensureBucket(gateway.config);
    await allowPublicRead(gateway.config);
    await allowPublicRead(gateway.config);
    const open = publicKey('/composer/a+b.json');
    const closed = internalKey('composer', 'a.json');
    await direct.put(open, Buffer.from('{}'));
    await direct.put(closed, Buffer.from('{}'));
    const bucket = `${gateway.endpoint}/test`;
    const status = async (path: string, init?: RequestInit) => (await fetch(`${bucket}${path}`, init)).status;
    expect(await status(`/${open}`)).toBe(200);
    expect(await status(`/${closed}`)).toBe(403);
    expect(await status('?list-type=2')).toBe(403);
    expect(await status('?list-type=2&prefix=public/')).toBe(403);
    expect(await status(`/${open}`, { method: 'PUT', body: 'x' })).toBe(403);
    expect(await status(`/${open}`, { method: 'DELETE' })).toBe(403);
    expect(await status(`/${publicKey('/none')}`)).toBeGreaterThanOrEqual(403);
    await denyPublicRead(gateway.config);
    expect(await status(`/${open}`)).toBe(403);
  });
});
