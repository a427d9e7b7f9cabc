import { afterAll, beforeAll, describe } from 'vitest';
import { createReader } from '../../storage/create-reader.ts';
import { createStore } from '../../storage/create-store.ts';
import { ensureBucket } from '../../storage/s3/bucket.ts';
import { UndiciExchange } from '../../storage/s3/undici-exchange.ts';
import type { ObjectStore, ReadableStore } from '../../storage/store.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';
import { holdsTheContract } from './contract.ts';
import { holdsTheReadingContract } from './reading-contract.ts';

let gateway: Versitygw;
let store: ObjectStore;
let overUndici: ObjectStore;
let reader: ReadableStore;
beforeAll(async () => {
  gateway = await startVersitygw();
  store = createStore(gateway.config);
  const other = { ...gateway.config, bucket: 'over-undici' };
  await ensureBucket(other);
  overUndici = createStore(other, { open: (...args) => new UndiciExchange(...args) });
  reader = createReader(gateway.config);
});
afterAll(async () => {
  reader?.close();
  store?.close();
  overUndici?.close();
  await gateway?.stop();
});

describe('the S3 dialect on versitygw', () => {
  holdsTheContract(() => store);
});

describe('the S3 dialect over undici', () => {
  holdsTheContract(() => overUndici);
});

describe('the reader of S3 on versitygw', () => {
  holdsTheReadingContract(
    () => store,
    () => reader,
  );
});
