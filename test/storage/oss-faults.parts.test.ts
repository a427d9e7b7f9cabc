import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../storage/create-store.ts';
import { StoreError } from '../../storage/errors.ts';
import { internalKey } from '../../storage/keys.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { type OssServer, startOss } from '../support/alicloud/oss-server.ts';
import { survivesFaults } from './fault-contract.ts';
import { survivesKills } from './kill-contract.ts';

let server: OssServer;
let store: ObjectStore;

beforeAll(async () => {
  server = await startOss();
  store = createStore(server.config);
});
afterAll(async () => {
  store?.close();
  await server?.stop();
});

describe('the OSS dialect', () => {
  survivesFaults(() => server.config);
  // The stand-in's store is the one of the other dialect, where its own end is tried.
  survivesKills(() => server, { rounds: 2, ofStore: false });
});

describe('a bucket with versions', () => {
  afterEach(() => {
    server.behaviour.isVersioned = false;
  });

  it('fails a creation that may have overwritten another one, rather than tell two callers that they created', async () => {
    const key = internalKey('versions', 'a');
    expect(await store.putIfAbsent(key, Buffer.from('1'))).toBe('created');
    server.behaviour.isVersioned = true;
    const second = await store.putIfAbsent(key, Buffer.from('2')).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(StoreError);
    expect(second).toMatchObject({
      isOfRequest: false,
      message: expect.stringMatching(
        /^put-if-absent internal\/versions\/=a: VersionedBucket the bucket keeps versions/,
      ) as string,
    });
  });
});

describe('a body', () => {
  it('goes with the digest that OSS checks, and with none of S3', async () => {
    await store.put(internalKey('digest', 'a'), Buffer.from('x'), {
      sha256: hash('sha256', 'x'),
    });
    const wrong = store.put(internalKey('digest', 'b'), Buffer.from('y'), { sha256: hash('sha256', 'x') });
    await expect(wrong).rejects.toThrow(/put internal\/digest\/=b: 400 BadDigest/);
    expect(await store.head(internalKey('digest', 'b'))).toBeUndefined();
  });
});

describe("keys of the instance's role", () => {
  it('are had anew when they end, for a HEAD, too, whose refusal has no body', async () => {
    const file = join(server.folder, 'role.json');
    const issue = (id: string) => {
      server.keys.secrets.set(id, `secret of ${id}`);
      server.keys.tokens.set(id, { token: `token of ${id}` });
      const keys = { accessKeyId: id, secretAccessKey: `secret of ${id}`, sessionToken: `token of ${id}` };
      return writeFile(file, JSON.stringify(keys));
    };
    await issue('STS.first');
    const instance = createStore({ ...server.config, credentialsFile: file });
    const key = internalKey('role', 'a');
    await instance.put(key, Buffer.from('x'));
    server.keys.tokens.get('STS.first')!.isOver = true;
    await issue('STS.second');
    expect(await instance.head(key)).toMatchObject({ size: 1 });
    instance.close();
  });
});
