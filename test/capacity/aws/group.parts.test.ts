import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AwsGroup } from '../../../capacity/aws/group.ts';
import { openAwsGroups } from '../../../capacity/aws/groups.ts';
import { openAws } from '../../../capacity/aws/session.ts';
import { readCloud } from '../../../cli/status/read-cloud.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { MOTO_ACCOUNT, startMoto, type Moto } from '../../support/moto.ts';
import { holdsTheCloudContract } from '../cloud-contract.ts';

const region = 'eu-central-1';
const declared = {
  id: `${region}/git`,
  region,
  name: 'git',
  workload: 'git',
  capacity: { owner: 'autoscaler', min: 1, max: 6, target: 1 },
  schedules: [],
  suspend: [],
};
let moto: Moto;
let client: AutoScaling;
let groups = 0;

beforeAll(async () => {
  moto = await startMoto();
  for (const [name, value] of Object.entries(moto.environment)) vi.stubEnv(name, value);
  client = await openAws(region, { id: MOTO_ACCOUNT });
  await client.createLaunchConfiguration({
    LaunchConfigurationName: 'test',
    ImageId: 'ami-00000001',
    InstanceType: 't3.micro',
  });
});
afterAll(async () => {
  client?.destroy();
  vi.unstubAllEnvs();
  await moto?.stop();
});

async function createGroup(
  sizes: { min: number; desired: number; max: number },
  tags: Record<string, string>,
) {
  const name = `group-${(groups += 1)}`;
  await client.createAutoScalingGroup({
    AutoScalingGroupName: name,
    LaunchConfigurationName: 'test',
    MinSize: sizes.min,
    DesiredCapacity: sizes.desired,
    MaxSize: sizes.max,
    AvailabilityZones: [`${region}a`, `${region}b`],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
  });
  return name;
}

async function members(name: string): Promise<string[]> {
  const { AutoScalingGroups } = await client.describeAutoScalingGroups({ AutoScalingGroupNames: [name] });
  return AutoScalingGroups?.[0]?.Instances?.map(({ InstanceId = '' }) => InstanceId) ?? [];
}

/** Running instances of no group: those that a group has let go. */
async function createInstances(count: number): Promise<string[]> {
  const name = await createGroup({ min: 0, desired: count, max: count }, {});
  const ids = await members(name);
  await client.detachInstances({
    AutoScalingGroupName: name,
    InstanceIds: ids,
    ShouldDecrementDesiredCapacity: true,
  });
  return ids;
}

describe('a group on AWS', () => {
  holdsTheCloudContract(async () => {
    const name = await createGroup({ min: 2, desired: 3, max: 6 }, {});
    return {
      id: `${region}/git`,
      group: new AwsGroup(client, name, `${region}/git`),
      absent: new AwsGroup(client, 'no-such-group', `${region}/git`),
      idle: await createInstances(2),
    };
  });

  it('takes no members that it may not release', async () => {
    const group = new AwsGroup(
      client,
      await createGroup({ min: 0, desired: 0, max: 2 }, {}),
      `${region}/git`,
    );
    await expect(group.attach(await createInstances(1), { entrusted: false })).rejects.toMatchObject({
      kind: 'refused',
      fix: 'entrust them, and protect them from scale-in',
    });
    expect((await group.read()).instances).toEqual([]);
  });
});

describe('the groups of a stack on AWS', () => {
  it('are found by their tags, with ids of the plan', async () => {
    const sizes = { min: 1, desired: 1, max: 2 };
    await createGroup(sizes, { 'skerry:stack': 'ours', 'skerry:group': `${region}/git` });
    const unnamed = await createGroup(sizes, { 'skerry:stack': 'ours' });
    await createGroup(sizes, { 'skerry:stack': 'theirs', 'skerry:group': `${region}/git` });
    const { groups, close } = await openAwsGroups(region, { id: MOTO_ACCOUNT }, 'ours');
    close();
    expect(groups.map(({ id }) => id).sort()).toEqual([`${region}/git`, `${region}/${unnamed}`]);
    expect(groups[0]?.state).toMatchObject({ region, min: 1, desired: 1, max: 2 });
  });

  it('stand in the status beside what is declared', async () => {
    const tags = { 'skerry:stack': 'shown', 'skerry:group': `${region}/git` };
    await createGroup({ min: 1, desired: 2, max: 9 }, tags);
    const plan = {
      stack: 'shown',
      accounts: { aws: { id: MOTO_ACCOUNT } },
      regions: [{ name: region, platform: 'aws', groups: [declared] }],
    } as unknown as Plan;
    const { groups, drift, unread } = await readCloud(plan, new Date());
    expect(unread).toEqual([]);
    expect(groups).toMatchObject([
      { region, name: 'git', owner: 'autoscaler', min: 1, desired: 2, max: 9, healthy: 2 },
    ]);
    expect(drift).toEqual([{ group: `${region}/git`, what: 'max', declared: '6', live: '9' }]);
  });

  it('of another account are not asked for', async () => {
    await expect(openAws(region, { id: '999999999999' })).rejects.toMatchObject({
      kind: 'other-account',
      message: expect.stringMatching(
        /are of account 123456789012 \(arn:.*\); the site is account 999/,
      ) as string,
    });
  });

  it('are reached through the site’s role', async () => {
    const { close } = await openAwsGroups(region, { id: MOTO_ACCOUNT, assumeRole: 'skerry' }, 'ours');
    close();
  });
});
