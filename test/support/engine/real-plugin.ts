import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdDecompress } from 'node:zlib';
import { cacheDir, repositoryRoot } from '../../../setup/paths.ts';

/** What the archive was packed with, as a power of two. */
const WINDOW_LOG = 27;

/** Folder that holds a packed provider plugin and what is known of it; beside the clone where none is named. */
const PLUGINS = resolve(process.env['SKERRY_TEST_PLUGINS'] ?? join(repositoryRoot(), '../shared/plugins'));
const PACKED = join(PLUGINS, 'pulumi-resource-alicloud.zst');

/** Why there is no real Alibaba plugin to try; undefined where there is. */
export function whyNoRealPlugin(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the plugin runs on Linux x86-64 alone';
  return existsSync(PACKED) ? undefined : `${PACKED} is not there (SKERRY_TEST_PLUGINS names another folder)`;
}

/** Unpacks the plugin into the cache, once. */
export async function realPlugin(): Promise<{ path: string; facts: string }> {
  const folder = join(cacheDir(), 'test-plugins');
  const path = join(folder, 'pulumi-resource-alicloud');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const half = `${path}.${process.pid}`;
    const unpack = createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG } });
    await pipeline(createReadStream(PACKED), unpack, createWriteStream(half, { mode: 0o755, flush: true }));
    renameSync(half, path);
  }
  return { path, facts: PLUGINS };
}
