import { afterAll, beforeAll, describe } from 'vitest';
import { createStore } from '../../storage/create-store.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';
import { holdsTheLeaseContract } from './lease-contract.ts';

let gateway: Versitygw;
let store: ObjectStore;
beforeAll(async () => {
  gateway = await startVersitygw();
  store = createStore(gateway.config);
});
afterAll(async () => {
  store?.close();
  await gateway?.stop();
});

describe('a lease in a bucket', () => {
  holdsTheLeaseContract(() => store);
});
