import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlicloudGroup } from '../../../capacity/alicloud/group.ts';
import { openAlicloudGroups } from '../../../capacity/alicloud/groups.ts';
import { alicloudTagged } from '../../../capacity/alicloud/tagged.ts';
import { openRpc, type RpcService } from '../../../capacity/alicloud/rpc.ts';
import { openEss } from '../../../capacity/alicloud/session.ts';
import {
  ALICLOUD_ACCOUNT,
  startAlicloudAccount,
  type AlicloudAccountServer,
} from '../../support/alicloud/account.ts';
import type { EssGroup } from '../../support/alicloud/ess-model.ts';
import { holdsTheCloudContract } from '../cloud-contract.ts';

const region = 'cn-hangzhou';
const zones = ['cn-hangzhou-h', 'cn-hangzhou-i'];
const account = { id: ALICLOUD_ACCOUNT };
let cloud: AlicloudAccountServer;
let ess: RpcService;
let made: EssGroup;
let group: AlicloudGroup;

beforeEach(async () => {
  cloud = await startAlicloudAccount();
  for (const [name, value] of Object.entries(cloud.environment)) vi.stubEnv(name, value);
  ess = await openEss(region, account);
  made = cloud.model.addGroup({ min: 2, max: 6, desired: 3, zones });
  group = new AlicloudGroup(ess, region, made.id, `${region}/git`);
});
afterEach(async () => {
  ess.close();
  vi.unstubAllEnvs();
  await cloud.stop();
});

describe('a group on Alibaba Cloud', () => {
  holdsTheCloudContract(async () => ({
    id: `${region}/git`,
    group,
    absent: new AlicloudGroup(ess, region, 'asg-none', `${region}/git`),
    idle: [cloud.model.addInstance().id, cloud.model.addInstance().id],
  }));

  it('that is not enabled yet says so, and takes no members', async () => {
    made.active = false;
    expect(await group.read()).toMatchObject({ inactive: 'the group is Inactive' });
    const attempt = group.attach([cloud.model.addInstance().id], { entrusted: true });
    await expect(attempt).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('the group is Inactive') as string,
    });
  });

  it('lets go, but does not release, what it was not entrusted with', async () => {
    const [kept, given] = [cloud.model.addInstance().id, cloud.model.addInstance().id];
    await group.attach([kept], { entrusted: false });
    await group.attach([given], { entrusted: true });
    await group.setCapacity({ min: 0, desired: 0 });
    expect((await group.read()).instances).toEqual([]);
    expect(cloud.model.released.has(kept)).toBe(false);
    expect(cloud.model.released.has(given)).toBe(true);
  });

  it('has no process of its own for some of AWS’s', async () => {
    await expect(group.suspend(['zone-balance'])).rejects.toMatchObject({
      kind: 'refused',
      fix: 'one of launch, terminate, health-check, alarms, schedules',
    });
  });

  it('that ESS has given up says so', async () => {
    made.systemSuspended = true;
    expect((await group.read()).inactive).toMatch(/^ESS has stopped scaling it/);
  });

  it('tells what failed last', async () => {
    const start = new Date();
    cloud.model.activities.push({ group: made.id, start, cause: '', source: 'Ess', error: 'no stock' });
    const since = new Date(start.getTime() - 60_000);
    expect(await group.activities(since)).toMatchObject([{ status: 'failed', failure: 'no stock' }]);
  });

  it('of many instances is read page by page', async () => {
    made.max = 200;
    await group.setCapacity({ max: 200, desired: 120 });
    expect((await group.read()).instances).toHaveLength(120);
  });

  it.each([
    ['of another VPC', { vpc: 'vpc-2' }, 'InvalidInstanceId.VPCMismatch'],
    ['of another group', { group: 'asg-other' }, 'InvalidInstanceId.InUse'],
    ['that does not run', { running: false }, 'IncorrectInstanceStatus'],
  ])('tells what the cloud alone knows of an instance %s', async (_, instance, code) => {
    const { id } = cloud.model.addInstance(instance);
    await expect(group.attach([id], { entrusted: true })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(code) as string,
    });
  });

  it('with an activity under way asks for patience', async () => {
    made.busy = true;
    const attempt = group.attach([cloud.model.addInstance().id], { entrusted: true });
    await expect(attempt).rejects.toMatchObject({ kind: 'busy', fix: 'try again in a moment' });
  });

  it('is refreshed within bounds of health', async () => {
    expect(await group.refresh({ minHealthy: 90, maxHealthy: 110 })).toMatch(/^ir-/);
    await expect(group.refresh({ minHealthy: 90, maxHealthy: 90 })).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  it('tells who did what, the newest first', async () => {
    const since = new Date(Date.now() - 3_600_000);
    cloud.model.activities.push(
      { group: made.id, start: new Date(Date.now() - 7_200_000), cause: 'long ago', source: 'Ess' },
      {
        group: made.id,
        start: new Date(Date.now() - 600_000),
        cause: 'An alarm task',
        source: 'Cms',
        sourceId: 'asg-alarm',
      },
      {
        group: made.id,
        start: new Date(Date.now() - 300_000),
        cause: 'A scheduled task is executed',
        source: 'Ess',
      },
    );
    await group.setCapacity({ desired: 4 });
    const found = await group.activities(new Date(Math.floor(since.getTime() / 60_000) * 60_000));
    expect(found.map(({ by, set }) => ({ by, set }))).toEqual([
      { by: { kind: 'user', name: 'LTAItest' }, set: { desired: 4 } },
      { by: { kind: 'schedule' }, set: {} },
      { by: { kind: 'alarm', name: 'asg-alarm' }, set: {} },
    ]);
  });

  it('keeps its end where a kill left two of them', async () => {
    const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000);
    await group.scheduleEnd({ at, change: { min: 2 } });
    const [[id = '', task] = []] = cloud.model.tasks;
    await group.scheduleEnd({ at: new Date(at.getTime() + 60_000), change: { min: 3 } });
    if (task) cloud.model.tasks.set(id, task);
    expect(cloud.model.tasks.size).toBe(2);
    await group.scheduleEnd({ at: new Date(at.getTime() + 60_000), change: { min: 3 } });
    expect(await group.readEnd()).toEqual({ at: new Date(at.getTime() + 60_000), change: { min: 3 } });
    expect(cloud.model.tasks.size).toBe(1);
  });

  it('ends at the minute after, never before, and within 90 days', async () => {
    const minute = Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000;
    await group.scheduleEnd({ at: new Date(minute + 1), change: { min: 2 } });
    expect((await group.readEnd())?.at).toEqual(new Date(minute + 60_000));
    const far = group.scheduleEnd({ at: new Date(Date.now() + 91 * 86_400_000), change: { min: 2 } });
    await expect(far).rejects.toMatchObject({ message: expect.stringContaining('90 days') as string });
  });
});

describe('the groups of a stack on Alibaba Cloud', () => {
  it('are found by their tags, with ids of the plan', async () => {
    const ours = { 'skerry:stack': 'ours', 'skerry:group': `${region}/git` };
    cloud.model.addGroup({ min: 1, desired: 1, max: 2, zones, tags: ours });
    cloud.model.addGroup({
      min: 1,
      desired: 1,
      max: 2,
      zones,
      name: 'stray',
      tags: { 'skerry:stack': 'ours' },
    });
    cloud.model.addGroup({ min: 1, desired: 1, max: 2, zones, tags: { ...ours, 'skerry:stack': 'theirs' } });
    const { groups, close } = await openAlicloudGroups(region, account, 'ours');
    close();
    expect(groups.map(({ id }) => id)).toEqual([`${region}/git`, `${region}/stray`]);
    expect(groups[0]?.state).toMatchObject({ region, name: 'git', min: 1, desired: 1, max: 2 });
  });

  it('are reached through the site’s role, with its temporary keys', async () => {
    const { close } = await openAlicloudGroups(region, { ...account, assumeRole: 'skerry' }, 'ours');
    close();
    expect(cloud.asked.slice(-2)).toEqual(['AssumeRole', 'DescribeScalingGroups']);
  });

  it('of another account are not asked for', async () => {
    const before = cloud.asked.length;
    await expect(openEss(region, { id: '9999999999999999' })).rejects.toMatchObject({
      kind: 'other-account',
      message: expect.stringMatching(
        /are of account 1234567890123456 \(acs:ram::.*\); the site is account 9999/,
      ) as string,
    });
    expect(cloud.asked.slice(before)).toEqual(['GetCallerIdentity']);
  });

  it('need credentials, in one family of variables or the other', async () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', undefined);
    await expect(openEss(region, account)).rejects.toMatchObject({ kind: 'no-credentials' });
    vi.stubEnv('ALICLOUD_ACCESS_KEY', 'LTAItest');
    vi.stubEnv('ALICLOUD_SECRET_KEY', 'canary-secret');
    (await openEss(region, account)).close();
    vi.stubEnv('ALICLOUD_SECRET_KEY', 'wrong');
    await expect(openEss(region, account)).rejects.toMatchObject({
      kind: 'no-credentials',
      message: expect.stringContaining('SignatureDoesNotMatch') as string,
    });
  });
});

describe('calls', () => {
  const open = async (waits: number[]): Promise<RpcService> =>
    await openRpc({
      endpoint: cloud.endpoint,
      version: '2022-02-22',
      credentials: { accessKeyId: 'LTAItest', accessKeySecret: 'canary-secret' },
      where: 'test',
      sleep: async (ms) => void waits.push(ms),
    });

  it('that are throttled are made again, ever later, for they had no effect', async () => {
    const waits: number[] = [];
    const rpc = await open(waits);
    cloud.refuseNext(3, 400, 'Throttling.User');
    await rpc.call('ModifyScalingGroup', { ScalingGroupId: made.id, DesiredCapacity: 4 });
    expect(waits).toEqual([250, 500, 1000]);
    expect(made.desired).toBe(4);
    cloud.refuseNext(4, 400, 'Throttling');
    await expect(rpc.call('DescribeScalingGroups', {})).rejects.toMatchObject({ kind: 'busy' });
    rpc.close();
  });

  it('that nobody answers are repeated as questions alone, and end without keys or signed URLs', async () => {
    const waits: number[] = [];
    const rpc = await open(waits);
    await cloud.stop();
    for (const action of ['ModifyScalingGroup', 'DescribeScalingGroups']) {
      const error = (await rpc
        .call(action, { ScalingGroupId: made.id })
        .catch((thrown: unknown) => thrown)) as Error;
      expect(error).toMatchObject({ name: 'GroupError', kind: 'unreachable' });
      expect(error.message).not.toMatch(/Signature|LTAI|canary/);
    }
    expect(waits).toEqual([250, 500, 1000]);
    rpc.close();
    cloud = await startAlicloudAccount();
  });
});

describe('what bears a tag on Alibaba Cloud', () => {
  it('is told by name, all pages of it, and nothing else', async () => {
    const tags = { 'skerry:stack': 'accept-0123ab' };
    const others = { min: 0, max: 1, desired: 0, zones };
    const own = [1, 2, 3, 4, 5].map(() => cloud.model.addGroup({ ...others, tags }).id);
    cloud.model.addGroup({ ...others, tags: { 'skerry:stack': 'another' } });
    const found = await alicloudTagged(region, account, tags);
    expect(found.map((arn) => arn.split('/').at(-1)).sort()).toEqual(own.sort());
    expect(await alicloudTagged(region, account, { 'skerry:stack': 'none' })).toEqual([]);
  });
});
