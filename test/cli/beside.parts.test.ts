import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { EC2 } from '@aws-sdk/client-ec2';
import { openAwsWithEc2 } from '../../capacity/aws/session.ts';
import { openAwsMachines } from '../../capacity/aws/machines.ts';
import { ALICLOUD_ACCOUNT, startAlicloudAccount } from '../support/alicloud/account.ts';
import { startOss } from '../support/alicloud/oss-server.ts';
import { passphraseSecrets } from '../support/engine/secrets.ts';
import { createStore } from '../../storage/create-store.ts';
import { MOTO_ACCOUNT, startMoto, type Moto } from '../support/moto.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';
import { keepState, PASSPHRASE } from './support/stand-in-clone.ts';
import { TinyClone, type Ended } from './support/tiny-clone.ts';

// Each `up` runs the engine several times.
vi.setConfig({ testTimeout: 240_000 });

const region = 'eu-central-1';
const zone = `${region}a`;

const secrets = passphraseSecrets(PASSPHRASE);

const site = (capacity: string, attach: string) => `encryptionsalt: ${secrets.salt}
config:
  skerry:gitHostKeys: {secure: "${secrets.encrypt('keys')}"}
  skerry:releaseKey: {secure: "${secrets.encrypt('key')}"}
  skerry:site:
    version: 1
    stage: development
    platform: aws
    account: {id: "${MOTO_ACCOUNT}"}
    git: {bucket: ${region}/git, hostKeys: gitHostKeys}
    releases: {signingKey: releaseKey}
    regions:
      ${region}:
        network: {cidr: 10.17.0.0/16, zones: [${zone}]}
        buckets: {git: {access: private}}
        groups:
          git:
            image: debian-12
            instanceTypes: [m7i.large]
            capacity: ${capacity}
            attach: ${attach}
`;

let moto: Moto;
/** moto has no bucket that creates if absent. */
let bucket: Versitygw;
let clone: TinyClone;
let clients: { autoScaling: AutoScaling; ec2: EC2 };
/** An instance in the group's network, another zone's, another network's, and a stopped one. */
let ids: { here: string; there: string; foreign: string; stopped: string };

beforeAll(async () => {
  [moto, bucket] = await Promise.all([startMoto(), startVersitygw(region)]);
  for (const [name, value] of Object.entries(moto.environment)) vi.stubEnv(name, value);
  clients = await openAwsWithEc2(region, { id: MOTO_ACCOUNT });
  await createCloud();
  clone = await TinyClone.create(
    `export default () => ({ endpoints: {}, buckets: { '${region}/git': 'test', 'cn-hangzhou/git': 'test' } });\n`,
  );
  await keepState(clone);
  const keys = JSON.parse(await readFile(bucket.config.credentialsFile ?? '', 'utf8')) as Record<
    string,
    string
  >;
  Object.assign(clone.env, moto.environment, {
    AWS_ENDPOINT_URL_S3: bucket.endpoint,
    AWS_ACCESS_KEY_ID: keys['accessKeyId'],
    AWS_SECRET_ACCESS_KEY: keys['secretAccessKey'],
  });
});
afterAll(async () => {
  clients?.autoScaling.destroy();
  clients?.ec2.destroy();
  vi.unstubAllEnvs();
  await clone?.dispose();
  await bucket?.stop();
  await moto?.stop();
});

async function createCloud(): Promise<void> {
  const { autoScaling, ec2 } = clients;
  const subnetOf = async (Filters: { Name: string; Values: string[] }[]) =>
    (await ec2.describeSubnets({ Filters })).Subnets?.[0]?.SubnetId ?? '';
  const own = await subnetOf([{ Name: 'availability-zone', Values: [zone] }]);
  const other = await subnetOf([{ Name: 'availability-zone', Values: [`${region}b`] }]);
  const vpc = (await ec2.createVpc({ CidrBlock: '10.99.0.0/16' })).Vpc?.VpcId ?? '';
  const { Subnet } = await ec2.createSubnet({
    VpcId: vpc,
    CidrBlock: '10.99.1.0/24',
    AvailabilityZone: zone,
  });
  const start = async (SubnetId: string) => {
    const { Instances } = await ec2.runInstances({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1, SubnetId });
    return Instances?.[0]?.InstanceId ?? '';
  };
  ids = {
    here: await start(own),
    there: await start(other),
    foreign: await start(Subnet?.SubnetId ?? ''),
    stopped: await start(own),
  };
  await ec2.stopInstances({ InstanceIds: [ids.stopped] });
  await autoScaling.createLaunchConfiguration({
    LaunchConfigurationName: 'test',
    ImageId: 'ami-1',
    InstanceType: 't3.micro',
  });
  await autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: 'the-group',
    LaunchConfigurationName: 'test',
    MinSize: 1,
    DesiredCapacity: 2,
    MaxSize: 3,
    VPCZoneIdentifier: own,
    Tags: [
      { Key: 'skerry:stack', Value: 'aws' },
      { Key: 'skerry:group', Value: `${region}/git` },
    ],
  });
}

async function run(args: string[], capacity: string, attach: object[]): Promise<Ended> {
  await writeFile(clone.stackFile('aws'), site(capacity, JSON.stringify(attach)));
  return await clone.skerry(args);
}

const live = async () => {
  const { AutoScalingGroups } = await clients.autoScaling.describeAutoScalingGroups({
    AutoScalingGroupNames: ['the-group'],
  });
  const [group] = AutoScalingGroups ?? [];
  const members = (group?.Instances ?? []).map(({ InstanceId }) => InstanceId);
  return { desired: group?.DesiredCapacity, max: group?.MaxSize, members };
};

const auto = '{owner: autoscaler, min: 1, max: 3}';
const entrusted = (id: string) => ({ id, entrusted: true });

describe('instances made elsewhere, on AWS', () => {
  it('are shown by preview with what desired becomes, and nothing is done', async () => {
    const { code, stdout, stderr } = await run(['preview', 'aws', '--json'], auto, [entrusted(ids.here)]);
    expect(code, stderr).toBe(0);
    expect((JSON.parse(stdout) as { attachments: unknown }).attachments).toEqual([
      {
        group: `${region}/git`,
        attach: [entrusted(ids.here)],
        detach: [],
        desired: { before: 2, after: 3 },
      },
    ]);
    expect(await live()).toMatchObject({ desired: 2 });
  });

  it('are refused before any call where the cloud would, with code and place', async () => {
    const wrong = [ids.there, ids.foreign, ids.stopped, 'i-0123456789abcdef0'].map(entrusted);
    const { code, stderr } = await run(
      ['up', 'aws', '--yes'],
      '{owner: iac, min: 1, max: 5, desired: 4}',
      wrong,
    );
    const line = (await readFile(clone.stackFile('aws'), 'utf8'))
      .split('\n')
      .findIndex((text) => /attach:/.test(text));
    const told = stderr
      .split('\n')
      .flatMap((text) => /^\S*:(\d+):\d+ +error +(\S+)/.exec(text)?.slice(1) ?? []);
    expect(told).toEqual(
      [
        'attach/above-max',
        'attach/undone-by-update',
        'attach/other-zone',
        'attach/other-network',
        'attach/not-running',
        'attach/unknown',
      ].flatMap((each) => [String(line + 1), each]),
    );
    expect(code).toBe(1);
    expect(await live()).toMatchObject({ desired: 2, max: 3 });
  });

  it('come in by up, with the room that the file gives, once', async () => {
    // The group's bucket has told its name before: it holds the lease.
    expect(await run(['up', 'aws', '--yes'], auto, [])).toMatchObject({ code: 0 });
    const grown = '{owner: iac, min: 1, max: 4, desired: 3}';
    const { code, stderr } = await run(['up', 'aws', '--yes'], grown, [entrusted(ids.here)]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`Attach: ${region}/git, desired 2 → 3`);
    const after = await live();
    expect(after).toMatchObject({ desired: 3 });
    expect(after.members).toContain(ids.here);
    const again = await run(['up', 'aws', '--yes'], grown, [entrusted(ids.here)]);
    expect(again.code, again.stderr).toBe(0);
    const store = createStore(bucket.config);
    const leases = [];
    for await (const { key } of store.list('internal/capacity/leases/')) leases.push(key);
    store.close();
    expect(leases).toHaveLength(1);
    expect(again.stderr).not.toContain('Attach:');
    expect(await live()).toEqual(after);
  });

  it('tell on which network and in which zones a group is, and where nobody is known', async () => {
    const machines = await openAwsMachines(region, { id: MOTO_ACCOUNT });
    const place = await machines.placeOf('the-group');
    const facts = await machines.read([ids.here, 'i-0123456789abcdef0']);
    expect(facts).toMatchObject([
      { id: ids.here, state: 'running', group: 'the-group', network: place.network },
    ]);
    expect(place.zones).toEqual([zone]);
    machines.close();
  });
});

describe('on Alibaba Cloud, a refresh and an instance that is lent', () => {
  const file = (attach: string) => `encryptionsalt: ${secrets.salt}
config:
  skerry:gitHostKeys: {secure: "${secrets.encrypt('keys')}"}
  skerry:releaseKey: {secure: "${secrets.encrypt('key')}"}
  skerry:site:
    version: 1
    stage: development
    platform: alicloud
    account: {id: "${ALICLOUD_ACCOUNT}"}
    git: {bucket: cn-hangzhou/git, hostKeys: gitHostKeys}
    releases: {signingKey: releaseKey}
    regions:
      cn-hangzhou:
        network: {cidr: 10.17.0.0/16, zones: [cn-hangzhou-i]}
        buckets: {git: {access: private}}
        groups:
          git:
            image: m-new
            instanceTypes: [ecs.g8i.large]
            spread: priority
            capacity: {owner: autoscaler, min: 1, max: 3}
            refresh: {}
            attach: ${attach}
`;

  it('are shown by preview and made by up, under a lease in OSS; and who is listed no more leaves', async () => {
    const [cloud, oss] = await Promise.all([startAlicloudAccount(), startOss()]);
    const { ALIBABA_CLOUD_ACCESS_KEY_ID: key = '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret = '' } =
      cloud.environment;
    oss.keys.secrets.set(key, secret);
    Object.assign(clone.env, cloud.environment, { OSS_ENDPOINT: oss.config.endpoint });
    const tags = { 'skerry:stack': 'ali', 'skerry:group': 'cn-hangzhou/git' };
    const group = cloud.model.addGroup({ min: 1, max: 3, desired: 2, zones: ['cn-hangzhou-i'], tags });
    const [old] = cloud.model.membersOf(group);
    if (old) old.image = 'm-old';
    const lent = cloud.model.addInstance();
    const write = (attach: object[]) => writeFile(clone.stackFile('ali'), file(JSON.stringify(attach)));
    const mustUp = async () => {
      const { code, stderr } = await clone.skerry(['up', 'ali', '--yes']);
      expect(code, stderr).toBe(0);
      return stderr;
    };
    try {
      await write([]);
      const shown = await clone.skerry(['preview', 'ali', '--json']);
      expect(JSON.parse(shown.stdout)).toMatchObject({
        attachments: [],
        refreshes: [{ group: 'cn-hangzhou/git', stale: [old?.id] }],
      });
      expect(cloud.model.refreshes).toEqual([]);
      expect(await mustUp()).toContain('Refresh: cn-hangzhou/git, 1 of 2 are of another image or type');
      expect(cloud.model.refreshes).toHaveLength(1);
      Object.assign(cloud.model.refreshes[0] ?? {}, { status: 'Successful' });
      if (old) old.image = 'm-new';

      await write([{ id: lent.id }]);
      await mustUp();
      expect(lent).toMatchObject({ group: group.id, entrusted: false });
      expect(oss.asked.filter((each) => /^PUT \/test\/internal\/capacity\/leases\//.test(each))).not.toEqual(
        [],
      );
      await write([]);
      expect(await mustUp()).toContain(`- ${lent.id} is no longer listed: it leaves and goes on running`);
      expect([lent.group, group.desired, cloud.model.released.size]).toEqual([undefined, 2, 0]);
      expect(cloud.model.refreshes).toHaveLength(1);
    } finally {
      await Promise.all([cloud.stop(), oss.stop()]);
    }
  });
});
