import { afterAll, beforeAll, describe } from 'vitest';
import { createReader } from '../../storage/create-reader.ts';
import { createStore } from '../../storage/create-store.ts';
import { UndiciExchange } from '../../storage/s3/undici-exchange.ts';
import type { ObjectStore, ReadableStore } from '../../storage/store.ts';
import { type OssServer, startOss } from '../support/alicloud/oss-server.ts';
import { holdsTheContract } from './contract.ts';
import { holdsTheReadingContract } from './reading-contract.ts';

let server: OssServer;
let store: ObjectStore;
let reader: ReadableStore;
beforeAll(async () => {
  server = await startOss();
  store = createStore(server.config, { open: (...args) => new UndiciExchange(...args) });
  reader = createReader(server.ownHost);
});
afterAll(async () => {
  reader?.close();
  store?.close();
  await server?.stop();
});

describe('the OSS dialect', () => {
  holdsTheContract(() => store);
});

describe("the reader of OSS, by a bucket's own host name", () => {
  holdsTheReadingContract(
    () => store,
    () => reader,
  );
});
