import { S3Store } from './s3.ts';
import { checkDialect, type StoreConfig } from './store-config.ts';
import type { ObjectStore } from './store.ts';

/** The store of the configured dialect. Nothing is sent before the first operation. */
export function createStore(config: StoreConfig): ObjectStore {
  checkDialect(config);
  return new S3Store(config);
}
