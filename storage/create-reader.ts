import { S3Reader } from './s3/reader.ts';
import type { StoreConfig } from './store-config.ts';
import type { ReadableStore } from './store.ts';

/** As `createStore`, for reading alone: a process that imports this one loads no SDK, which takes 25 MB of memory. */
export function createReader(config: StoreConfig): ReadableStore {
  if (config.dialect !== 's3') {
    throw new TypeError(`store dialect ${JSON.stringify(config.dialect)} is unknown; allowed: "s3"`);
  }
  return new S3Reader(config);
}
