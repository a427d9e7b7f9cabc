import { afterAll, beforeAll, describe } from 'vitest';
import { createStore } from '../../storage/create-store.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';
import { holdsTheContract } from './contract.ts';

describe('the S3 dialect on versitygw', () => {
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

  holdsTheContract(() => store);
});
