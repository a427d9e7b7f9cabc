import { S3Reader } from './s3/reader.ts';
import { S3Requests } from './s3/requests.ts';
import type { StoreConfig } from './store-config.ts';
import type { ReadableStore } from './store.ts';

/** As `createStore`, for reading alone. */
export function createReader(config: StoreConfig): ReadableStore {
  if (config.dialect !== 's3') {
    throw new TypeError(`store dialect ${JSON.stringify(config.dialect)} is unknown; allowed: "s3"`);
  }
  return new S3Reader(new S3Requests(config));
}
