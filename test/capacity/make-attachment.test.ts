import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlicloudGroup } from '../../capacity/alicloud/group.ts';
import { openEss } from '../../capacity/alicloud/session.ts';
import type { RpcService } from '../../capacity/alicloud/rpc.ts';
import { makeAttachment, type UnderLease } from '../../capacity/make-attachment.ts';
import { readAttachments } from '../../capacity/read-attachments.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import {
  ALICLOUD_ACCOUNT,
  startAlicloudAccount,
  type AlicloudAccountServer,
} from '../support/alicloud/account.ts';
import type { EssGroup } from '../support/alicloud/ess-model.ts';

const region = 'cn-hangzhou';
const id = `${region}/git`;
const mark = `ali/${id}`;

let cloud: AlicloudAccountServer;
let git: EssGroup;
let ess: RpcService;

beforeEach(async () => {
  cloud = await startAlicloudAccount();
  for (const [name, value] of Object.entries(cloud.environment)) vi.stubEnv(name, value);
  const tags = { 'skerry:stack': 'ali', 'skerry:group': id };
  git = cloud.model.addGroup({ min: 2, max: 6, desired: 3, zones: [`${region}-h`], tags });
  ess = await openEss(region, { id: ALICLOUD_ACCOUNT });
});
afterEach(async () => {
  ess.close();
  vi.unstubAllEnvs();
  await cloud.stop();
});

/** Of a stack with one group here, and a region beside. */
const planOf = (attach?: { id: string; entrusted?: boolean }[], max = 6): Plan =>
  ({
    stack: 'ali',
    accounts: { alicloud: { id: ALICLOUD_ACCOUNT } },
    regions: [
      {
        name: region,
        platform: 'alicloud',
        groups: [
          {
            id,
            region,
            name: 'git',
            capacity: { owner: 'autoscaler', min: 2, max, target: 3 },
            ...(attach && {
              attach: attach.map((each, at) => ({ entrusted: false, origin: `/attach/${at}`, ...each })),
            }),
          },
        ],
      },
      { name: 'cn-beijing', platform: 'alicloud', groups: [] },
    ],
  }) as unknown as Plan;

async function read(...args: Parameters<typeof planOf>) {
  const found = await readAttachments(planOf(...args), new Date());
  found.close();
  return found.groups.map(({ live }) => live?.plan);
}

const leases: string[] = [];
const underLease: UnderLease = async (work) => {
  leases.push('taken');
  return await work({ requireHeld: () => undefined });
};
const noWait = () => Promise.reject(new Error('nothing is to be waited for'));

async function make(...args: Parameters<typeof planOf>) {
  const found = await readAttachments(planOf(...args), new Date());
  try {
    const [{ node, live } = {}] = found.groups;
    if (!node || !live?.plan.ok) throw new Error('there is nothing that can be made');
    const group = new AlicloudGroup(ess, region, git.id, id);
    const options = { mark, idleGroup: true, underLease, sleep: noWait };
    return await makeAttachment(live.plan, {
      ...options,
      ...live,
      group,
      max: node.capacity.max,
    });
  } finally {
    found.close();
  }
}

describe('what is to be done with instances made elsewhere', () => {
  it('asks no cloud where the file names none', async () => {
    expect(await read(undefined)).toEqual([]);
    expect(cloud.asked).not.toContain('DescribeInstances');
  });

  it('is a plan by what the cloud tells, and changes nothing', async () => {
    const come = cloud.model.addInstance();
    expect(await read([{ id: come.id }])).toMatchObject([
      { ok: true, calls: [{ ids: [come.id], entrusted: false }], desired: { before: 3, after: 4 } },
    ]);
    expect(cloud.asked.filter((action) => !/^(Describe|Get)/.test(action))).toEqual([]);
  });

  it('is refused by what the cloud tells: elsewhere, stopped, of another network or group, or nobody’s', async () => {
    const other = cloud.model.addGroup({ min: 1, max: 2, desired: 1, zones: [`${region}-h`] });
    const [theirs] = cloud.model.membersOf(other);
    const plans = await read([
      { id: cloud.model.addInstance({ region: 'cn-beijing' }).id },
      { id: cloud.model.addInstance({ running: false, vpc: 'vpc-2' }).id },
      { id: theirs?.id ?? '' },
      { id: 'i-nobodys1' },
    ]);
    const refusals = plans.flatMap((plan) => (plan?.ok === false ? plan.refusals : []));
    expect(refusals.map(({ reason, origin }) => [reason, origin])).toEqual([
      ['other-region', '/attach/0'],
      ['other-network', '/attach/1'],
      ['not-running', '/attach/1'],
      ['other-group', '/attach/2'],
      ['unknown', '/attach/3'],
      ['above-max', undefined],
    ]);
  });

  it('is refused while an activity runs in the group', async () => {
    cloud.model.log(git, 'An alarm', 'Cms');
    cloud.model.activities[0]!.running = true;
    const [plan] = await read([{ id: cloud.model.addInstance().id }]);
    expect(plan).toMatchObject({ ok: false, refusals: [{ reason: 'busy-group' }] });
  });

  it('waits for a group that is not there yet', async () => {
    cloud.model.groups.clear();
    expect(await read([{ id: cloud.model.addInstance().id }])).toEqual([undefined]);
  });
});

describe('making it', () => {
  it('brings them in under the lease, lent ones with the mark, and is done then', async () => {
    const [lent, given] = [cloud.model.addInstance(), cloud.model.addInstance()];
    const wanted = [{ id: lent.id }, { id: given.id, entrusted: true }];
    leases.length = 0;
    expect(await make(wanted)).toEqual({ min: 2, desired: 5, max: 6 });
    expect(leases).toHaveLength(2);
    expect(lent).toMatchObject({ group: git.id, entrusted: false, tags: { 'skerry:attached': mark } });
    expect(given).toMatchObject({ group: git.id, entrusted: true, tags: {} });
    expect(await read(wanted)).toMatchObject([{ ok: true, calls: [], leaving: [] }]);
  });

  it('raises a max that the file has raised, so that they find room', async () => {
    git.max = 3;
    expect(await make([{ id: cloud.model.addInstance().id }], 6)).toEqual({ min: 2, desired: 4, max: 6 });
  });

  it('lets go who is listed no more, and those alone', async () => {
    const [lent, given, theirs] = [
      cloud.model.addInstance(),
      cloud.model.addInstance(),
      cloud.model.addInstance({ group: git.id, creation: 'Attached', entrusted: false }),
    ];
    git.desired += 1;
    await make([{ id: lent.id }, { id: given.id, entrusted: true }]);
    expect(await make([])).toEqual({ min: 2, desired: 5, max: 6 });
    expect([lent.group, given.group, theirs.group]).toEqual([undefined, git.id, git.id]);
    expect(cloud.model.released.size).toBe(0);
  });

  it('goes on after a kill between the mark and the call', async () => {
    const lent = cloud.model.addInstance({ tags: { 'skerry:attached': mark } });
    await make([{ id: lent.id }]);
    expect(lent.group).toBe(git.id);
  });

  it('gives up on a call that takes no effect', async () => {
    const come = cloud.model.addInstance();
    const found = await readAttachments(planOf([{ id: come.id }]), new Date());
    const live = found.groups[0]?.live;
    if (!live?.plan.ok) throw new Error('there is nothing that can be made');
    const group = new AlicloudGroup(ess, region, git.id, id);
    let time = 0;
    const attempt = makeAttachment(live.plan, {
      ...live,
      group: Object.assign(Object.create(group) as AlicloudGroup, {
        read: () => group.read(),
        activities: () => Promise.resolve([]),
        attach: () => Promise.resolve(),
      }),
      mark,
      idleGroup: true,
      max: 6,
      underLease,
      now: () => time,
      sleep: (ms) => Promise.resolve((time += ms)),
    });
    await expect(attempt).rejects.toMatchObject({
      kind: 'busy',
      message: `${id}: attaching ${come.id} has taken no effect within 10 min`,
    });
    found.close();
  });
});
