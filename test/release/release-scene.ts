import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newestPointer } from '../../release/newest.ts';
import type { Pointer } from '../../release/pointer.ts';
import { generateSigningKey } from '../../release/signing.ts';
import { createStore } from '../../storage/create-store.ts';
import { internalPrefix } from '../../storage/keys.ts';
import type { ObjectStore, ReadableStore } from '../../storage/store.ts';
import { folderOf, type Files } from '../support/signed-releases.ts';
import { useScene, type Scene } from '../support/use-scene.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';

export const key = generateSigningKey();
export const options = { channel: 'services', privateKey: key.privateKey, now: new Date(0) };
export const files: Files = {
  'app.js': 'export {};\n'.repeat(500),
  'bin/run.sh': '#!/bin/sh\n',
  'lib/a/empty.txt': '',
  'lib/a/same.txt': 'twice',
  'lib/b/same.txt': 'twice',
  'lib/ü 包.txt': 'names are UTF-8',
};

/** A bucket without releases, and folders that go with the test. */
class ReleaseScene implements Scene {
  store!: ObjectStore;
  #gateway: Versitygw | undefined;
  #folders: string[] = [];

  async start(): Promise<void> {
    this.#gateway = await startVersitygw();
    this.store = createStore(this.#gateway.config);
  }

  async begin(): Promise<void> {
    for await (const { key: old } of this.store.list(internalPrefix())) await this.store.delete(old);
  }

  async end(): Promise<void> {
    for (const folder of this.#folders.splice(0)) await rm(folder, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    this.store?.close();
    await this.#gateway?.stop();
  }

  /** A folder to publish. */
  async tree(content: Files = files): Promise<string> {
    const folder = await folderOf(content);
    this.#folders.push(folder);
    return folder;
  }

  /** A folder to install into. */
  async machine(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'skerry-machine-'));
    this.#folders.push(folder);
    return folder;
  }

  newest(from: ReadableStore = this.store): Promise<Pointer | undefined> {
    return newestPointer(from, 'services', [key.publicKey]);
  }
}

export const useReleaseScene = (): ReleaseScene => useScene(new ReleaseScene());

/** The same store; tells of the bytes of bodies as they arrive. */
export function countingReads(inner: ReadableStore, count: (bytes: number) => void): ReadableStore {
  async function* counted(body: AsyncIterable<Uint8Array>) {
    for await (const chunk of body) {
      count(chunk.byteLength);
      yield chunk;
    }
  }
  return {
    head: (name) => inner.head(name),
    list: (...args) => inner.list(...args),
    close: () => inner.close(),
    async get(...args) {
      const found = await inner.get(...args);
      if (found && found !== 'unchanged') count(found.body.byteLength);
      return found;
    },
    async stream(...args) {
      const found = await inner.stream(...args);
      return found && { ...found, body: counted(found.body) };
    },
  };
}
