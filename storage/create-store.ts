import { S3Store } from './s3.ts';
import type { StoreConfig } from './store-config.ts';
import type { ObjectStore } from './store.ts';

/** The store of the configured dialect. Nothing is sent before the first operation. */
export function createStore(config: StoreConfig): ObjectStore {
  // One dialect so far; the parameter's type makes an unknown one a compile error, this an honest run-time one.
  if (config.dialect !== 's3') {
    throw new TypeError(`store dialect ${JSON.stringify(config.dialect)} is unknown; allowed: "s3"`);
  }
  return new S3Store(config);
}
