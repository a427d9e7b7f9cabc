import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publish } from '../../release/publish.ts';
import { generateSigningKey } from '../../release/signing.ts';
import type { ObjectStore } from '../../storage/store.ts';

export type Files = Record<string, string>;

/** Publishes trees made of text, all by one key. */
export function signedReleases(store: ObjectStore, channel = 'services', key = generateSigningKey()) {
  return {
    channel,
    key,
    async publish(files: Files) {
      const folder = await folderOf(files);
      try {
        return await publish(store, folder, { channel, privateKey: key.privateKey, now: new Date(0) });
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

export async function folderOf(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-tree-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
  return folder;
}
