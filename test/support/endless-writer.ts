/**
 * Run as a process that is killed in the middle: writes bodies of one repeated byte under the same key for ever and
 * prints a line for every step.
 *
 *     node endless-writer.ts <store's configuration> <key> <bytes>
 */
import { createStore } from '../../storage/create-store.ts';
import type { StoreConfig } from '../../storage/store-config.ts';

const [config, key, bytes] = process.argv.slice(2) as [string, string, string];
const store = createStore(JSON.parse(config) as StoreConfig);
const size = Number(bytes);
const CHUNK = 1024 * 1024;

for (let round = 0; ; round++) {
  const writer = store.write(key);
  const chunk = Buffer.alloc(CHUNK, round);
  for (let left = size; left > 0; left -= CHUNK) {
    await writer.write(chunk.subarray(0, left));
    if (left <= size / 2) console.log(`round ${round}`);
  }
  await writer.commit();
  console.log(`committed ${round}`);
}
