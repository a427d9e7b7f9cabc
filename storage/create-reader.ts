import { S3Reader } from './s3/reader.ts';
import { S3Requests } from './s3/requests.ts';
import type { StoreConfig } from './store-config.ts';
import type { ReadableStore } from './store.ts';

/** As `createStore`, for reading alone. */
export function createReader(config: StoreConfig): ReadableStore {
  return new S3Reader(new S3Requests(config));
}
