import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AlicloudGroup } from '../../capacity/alicloud/group.ts';
import { openEss } from '../../capacity/alicloud/session.ts';
import { changeCapacity } from '../../capacity/change-capacity.ts';
import { underLease } from '../../capacity/lease.ts';
import { createStore } from '../../storage/create-store.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { ALICLOUD_ACCOUNT, startAlicloudAccount } from '../support/alicloud/account.ts';
import { type OssServer, startOss } from '../support/alicloud/oss-server.ts';
import { holdsTheLeaseContract } from './lease-contract.ts';

let server: OssServer;
let store: ObjectStore;
let oss: ObjectStore;
beforeAll(async () => {
  server = await startOss();
  store = createStore(server.behind);
  oss = createStore(server.config);
});
afterAll(async () => {
  store?.close();
  oss?.close();
  await server?.stop();
});

describe('a lease in a bucket', () => {
  holdsTheLeaseContract(() => store);
});

describe('a lease in a bucket of OSS', () => {
  holdsTheLeaseContract(() => oss);
});

describe('a capacity that many change at a time', () => {
  it('takes every change in turn under the lease, and of those who expect the same one alone', async () => {
    const cloud = await startAlicloudAccount();
    for (const [name, value] of Object.entries(cloud.environment)) vi.stubEnv(name, value);
    const made = cloud.model.addGroup({ min: 0, max: 20, desired: 0, zones: ['cn-hangzhou-h'] });
    const ess = await openEss('cn-hangzhou', { id: ALICLOUD_ACCOUNT });
    const group = new AlicloudGroup(ess, 'cn-hangzhou', made.id, 'cn-hangzhou/git');
    const options = { waitMs: 30_000, note: (text: string) => expect.fail(text) };
    const inTurn = (holder: string, work: Parameters<typeof underLease>[4]) =>
      underLease(oss, 'cn-hangzhou', 'git', { ...options, holder }, work);
    try {
      const raise = (holder: string) =>
        inTurn(holder, async (lease) => {
          const { desired } = await group.read();
          return await changeCapacity(group, lease, { set: { desired: desired + 1 } });
        });
      await Promise.all(Array.from({ length: 8 }, (_, n) => raise(`raiser ${n}`)));
      expect(made.desired).toBe(8);
      const expecting = (n: number) =>
        inTurn(`expecter ${n}`, (lease) =>
          changeCapacity(group, lease, { set: { desired: 9 + n }, expect: { min: 0, desired: 8, max: 20 } }),
        );
      const results = await Promise.allSettled([expecting(0), expecting(1), expecting(2)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      const refusals = results.flatMap((result) =>
        result.status === 'rejected' ? [(result.reason as { kind: string }).kind] : [],
      );
      expect(refusals).toEqual(['changed', 'changed']);
    } finally {
      ess.close();
      vi.unstubAllEnvs();
      await cloud.stop();
    }
  });
});
