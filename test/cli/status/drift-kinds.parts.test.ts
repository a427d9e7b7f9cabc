import { rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StackStatus } from '../../../cli/status/stack-status.ts';
import { startAlicloudAccount } from '../../support/alicloud/account.ts';
import { madeUpSecret } from '../../support/engine/made-up-secrets.ts';
import { passphraseSecrets } from '../../support/engine/secrets.ts';
import { MOTO_ACCOUNT, startMoto } from '../../support/moto.ts';
import type { Existing, World } from '../../support/standin-provider/world.ts';
import { canariesIn } from '../../stacks/support/canaries.ts';
import { createStandInClone, PASSPHRASE } from '../support/stand-in-clone.ts';
import type { TinyClone } from '../support/tiny-clone.ts';

// Each update is three or four runs of the engine, each of which loads a cloud's SDK.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const repository = join(import.meta.dirname, '../../..');

/** The repository's own program; somebody changes the cloud when it has told of everything, once. */
const program = `
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import program from ${JSON.stringify(pathToFileURL(join(repository, 'stacks/index.ts')).href)};
export default async () => {
  const outputs = await program();
  if (existsSync('meddle')) {
    renameSync('meddle', 'meddled');
    for (const [path, text] of JSON.parse(readFileSync('meddled', 'utf8'))) {
      if (text === null) rmSync(path);
      else writeFileSync(path, text);
    }
  }
  return outputs;
};
`;

interface Cloud {
  platform: 'alicloud' | 'aws';
  account: string;
  region: string;
  zones: string;
  machine: string;
  /** Starts what \`status\` asks for groups, with one whose upper bound somebody has raised to 9. */
  startGroups: (
    tags: Record<string, string>,
  ) => Promise<{ environment: Record<string, string>; stop: () => Promise<void> }>;
  /** What somebody changes by hand: a resource by type and name, and its inputs then; none: it is removed. */
  deeds: [type: string, name: string, inputs?: Record<string, unknown>][];
}

const clouds: Cloud[] = [
  {
    platform: 'alicloud',
    account: '1234567890123456',
    region: 'cn-hangzhou',
    zones: 'cn-hangzhou-i, cn-hangzhou-j',
    machine: 'ecs.g8i.large',
    startGroups: async (tags) => {
      const server = await startAlicloudAccount();
      server.model.addGroup({ min: 2, max: 9, desired: 3, zones: ['cn-hangzhou-i'], tags });
      return server;
    },
    deeds: [
      ['alicloud:ess/scalingGroup:ScalingGroup', 'cn-hangzhou/git', { maxSize: 9 }],
      ['alicloud:ess/scalingRule:ScalingRule', 'cn-hangzhou/git/cpu', { targetValue: 95 }],
      ['alicloud:nlb/listener:Listener', 'cn-hangzhou/git/ssh', { idleTimeout: 10 }],
      [
        'alicloud:ecs/securityGroupRule:SecurityGroupRule',
        'cn-hangzhou/git/balancer/deny-ssh-198.51.100.0/24',
      ],
      [
        'alicloud:oss/bucketPolicy:BucketPolicy',
        'cn-hangzhou/git',
        { policy: '{"Version":"1","Statement":[]}' },
      ],
    ],
  },
  {
    platform: 'aws',
    account: MOTO_ACCOUNT,
    region: 'eu-central-1',
    zones: 'eu-central-1a, eu-central-1b',
    machine: 'm7i.large',
    startGroups: async (tags) => {
      const moto = await startMoto();
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      const endpoint = moto.environment['AWS_ENDPOINT_URL']!;
      const client = new AutoScaling({ region: 'eu-central-1', endpoint, credentials });
      const LaunchConfigurationName = 'test';
      await client.createLaunchConfiguration({
        LaunchConfigurationName,
        ImageId: 'ami-00000001',
        InstanceType: 't3.micro',
      });
      await client.createAutoScalingGroup({
        AutoScalingGroupName: 'drifting-eu-central-1-git',
        LaunchConfigurationName,
        MinSize: 2,
        MaxSize: 9,
        DesiredCapacity: 3,
        AvailabilityZones: ['eu-central-1a'],
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
      });
      client.destroy();
      return moto;
    },
    deeds: [
      ['aws:autoscaling/group:Group', 'eu-central-1/git', { maxSize: 9 }],
      [
        'aws:autoscaling/policy:Policy',
        'eu-central-1/git/cpu',
        { targetTrackingConfiguration: { targetValue: 95 } },
      ],
      ['aws:lb/listener:Listener', 'eu-central-1/git/ssh', { port: 2022 }],
      ['aws:ec2/networkAcl:NetworkAcl', 'eu-central-1/network/edge', { ingress: [] }],
      [
        'aws:s3/bucketPolicy:BucketPolicy',
        'eu-central-1/git',
        { policy: '{"Version":"2012-10-17","Statement":[]}' },
      ],
    ],
  },
];

/** No edges: their names would be asked for. */
const site = ({ platform, account, region, zones, machine }: Cloud, secret: (name: string) => string) => `
  skerry:gitHostKeys: {secure: "${secret('gitHostKeys')}"}
  skerry:releaseKey: {secure: "${secret('releaseKey')}"}
  skerry:site:
    version: 1
    stage: staging
    platform: ${platform}
    account: {id: "${account}"}
    domain: {name: example.cn}
    git: {bucket: ${region}/git, hostKeys: gitHostKeys}
    releases: {signingKey: releaseKey}
    regions:
      ${region}:
        network: {cidr: 10.17.0.0/16, zones: [${zones}]}
        redis: {memoryGiB: 1}
        buckets: {git: {access: private}}
        loadBalancers:
          git: {type: nlb, group: git, listeners: {ssh: 22}, deny: [198.51.100.0/24]}
        groups:
          git:
            image: debian-12
            instanceTypes: [${machine}]
            capacity: {owner: autoscaler, min: 2, max: 6}
            rules: [{track: cpu, target: 60}]
`;

describe.each(clouds)('what somebody has changed by hand on $platform', (cloud) => {
  let clone: TinyClone;
  let world: World;
  let groups: Awaited<ReturnType<Cloud['startGroups']>>;

  const kindOf = (type: string): string => type.slice(type.lastIndexOf(':') + 1);
  const find = (type: string, name: string): Existing | undefined =>
    world.all().find((one) => one.type === type && one.urn.endsWith(`::${name}`));
  const isDone = ([type, name, inputs]: Cloud['deeds'][number]): boolean => {
    const now = find(type, name)?.inputs;
    if (inputs === undefined) return now === undefined;
    return Object.entries(inputs).every(
      ([key, value]) => JSON.stringify(now?.[key]) === JSON.stringify(value),
    );
  };

  beforeAll(async () => {
    ({ clone, world } = await createStandInClone(program));
    const secrets = passphraseSecrets(PASSPHRASE);
    const text = site(cloud, (name) => secrets.encrypt(madeUpSecret(name)));
    await writeFile(clone.stackFile('drifting'), `encryptionsalt: ${secrets.salt}\nconfig:${text}`);
    for (const name of Object.keys(clone.env)) {
      if (/^(AWS|ALIBABA_CLOUD|ALICLOUD|ESS|STS)_/.test(name)) delete clone.env[name];
    }
    groups = await cloud.startGroups({
      'skerry:stack': 'drifting',
      'skerry:group': `${cloud.region}/git`,
    });
    Object.assign(clone.env, groups.environment, {
      SKERRY_STANDIN_ACCOUNT_AWS: MOTO_ACCOUNT,
      SKERRY_STANDIN_ACCOUNT_ALICLOUD: '1234567890123456',
    });
    const { code, stderr } = await up();
    expect(code, stderr).toBe(0);
  });
  afterAll(async () => {
    await groups?.stop();
    await clone?.dispose();
  });

  const up = () => clone.skerry(['up', 'drifting', '--yes', '--no-wait']);

  it('is not overwritten where the preview has not shown it: bounds, rule, listener, deny list, policy', async () => {
    const changes = cloud.deeds.map(([type, name, inputs]) => {
      const one = find(type, name);
      if (!one) throw new Error(`there is no ${type} ${name}`);
      const changed = {
        ...one,
        inputs: { ...one.inputs, ...inputs },
        outputs: { ...one.outputs, ...inputs },
      };
      const path = join(clone.root, 'world', `${encodeURIComponent(one.id)}.json`);
      return [path, inputs ? JSON.stringify(changed) : null];
    });
    await writeFile(join(clone.root, 'meddle'), JSON.stringify(changes));
    const { code, stderr } = await up();
    expect(code, stderr).toBe(1);
    expect(existsSync(join(clone.root, 'meddled'))).toBe(true);
    for (const [type, name, inputs] of cloud.deeds) {
      const line = stderr.split('\n').find((each) => each.includes(`${kindOf(type)} ${name}`));
      expect(line, stderr).toMatch(inputs ? /update .*: was not shown/ : /create .*: was not shown/);
    }
    expect(stderr).toContain('the update would do other things than were shown');
    expect(cloud.deeds.filter((deed) => !isDone(deed))).toEqual([]);
    await rm(join(clone.root, 'meddled'));
  });

  it('shows in the preview, each kind of it', async () => {
    const { code, stdout, stderr } = await clone.skerry(['preview', 'drifting', '--json']);
    expect(code, stderr).toBe(0);
    const { steps } = JSON.parse(stdout) as { steps: { operation: string; type: string; urn: string }[] };
    const shown = steps.map(({ operation, type, urn }) => `${operation} ${type} ${urn.split('::').at(-1)}`);
    expect(shown.sort()).toEqual(
      cloud.deeds.map(([type, name, inputs]) => `${inputs ? 'update' : 'create'} ${type} ${name}`).sort(),
    );
  });

  it('shows in the status, each kind of it, and no secret', async () => {
    const { code, stdout, stderr } = await clone.skerry(['status', 'drifting', '--json']);
    expect(code, stderr).toBe(1);
    const { drift, resources, unread } = JSON.parse(stdout) as StackStatus;
    expect(drift).toEqual([{ group: `${cloud.region}/git`, what: 'max', declared: '6', live: '9' }]);
    const [, ...beside] = cloud.deeds;
    const shown = resources?.map(({ type, name, what, values }) => [type, name, what, Object.keys(values)]);
    const expected = beside.map(([type, name, inputs]) => [
      type,
      name,
      inputs ? 'differs' : 'absent',
      Object.keys(inputs ?? {}),
    ]);
    expect(shown).toEqual(expect.arrayContaining(expected));
    expect(shown).toHaveLength(expected.length);
    expect(unread).toBeUndefined();
    expect(canariesIn(stdout)).toEqual([]);
  });

  it('stays unseen by who has no key to the state, and is told to be', async () => {
    const { PULUMI_CONFIG_PASSPHRASE: key } = clone.env;
    delete clone.env['PULUMI_CONFIG_PASSPHRASE'];
    const { stdout } = await clone.skerry(['status', 'drifting']);
    clone.env['PULUMI_CONFIG_PASSPHRASE'] = key;
    expect(stdout).toContain(`!drift  ${cloud.region}/git max: declared 6, live 9`);
    expect(stdout).toContain('only groups were looked at: drifting needs from your environment:');
  });
});
