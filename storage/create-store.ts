import { S3Store } from './s3.ts';
import type { S3Options } from './s3/requests.ts';
import type { StoreConfig } from './store-config.ts';
import type { ObjectStore } from './store.ts';

/** The store of the configured dialect. Nothing is sent before the first operation. */
export function createStore(config: StoreConfig, options?: S3Options): ObjectStore {
  return new S3Store(config, options);
}
