import { expect, test } from 'vitest';
import { accessPolicy } from '../../../../components/platforms/aws/access-policy.ts';
import { bootSettings, userData } from '../../../../components/platforms/aws/boot-args.ts';
import { workloadSettings } from '../../../../components/platforms/aws/workload-settings.ts';
import { publicKeyOf } from '../../../../components/boot/public-key.ts';
import { madeUpSecret } from '../../../support/engine/made-up-secrets.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('staging');
const sync = groupOf(plan, 'eu-central-1/mirror-sync');
const serve = groupOf(plan, 'eu-central-1/mirror-serve');
const git = groupOf(plan, 'eu-central-1/git');
const ground = { mirrorsUrl: 'https://mirrors', filesUrl: 'https://files', redisHost: 'redis' };
const kit = [
  { name: 'agent' as const, path: '/dist/agent.js', sha256: 'a'.repeat(64), key: 'internal/boot/=agent' },
  { name: 'node' as const, path: '/bin/node', sha256: 'b'.repeat(64), key: 'internal/boot/=node' },
];
const facts = (node: typeof git) => ({
  kit,
  publicKey: 'PEM',
  settings: workloadSettings(plan, node, ground),
});

type Statement = { Action: string[]; Resource: string[]; Condition?: object };
const statements = (node: typeof git) =>
  (JSON.parse(accessPolicy(plan, node)) as { Statement: Statement[] }).Statement;

test('an instance knows its buckets, its secrets by the names of files, and whose releases it takes', () => {
  const settings = bootSettings(plan, sync, facts(sync));
  expect(settings).toMatchObject({
    store: {
      endpoint: expect.stringMatching(
        /^https:\/\/staging-eu-central-1-mirror-.*\.s3\.eu-central-1\.amazonaws\.com$/,
      ) as string,
    },
    group: 'staging-eu-central-1-mirror-sync',
    files: [{ mode: '0644' }, { mode: '0755' }],
    parameters: {
      '/skerry/staging/eu-central-1/redis-password': '/run/skerry/redis-password',
      '/skerry/staging/eu-central-1/code-host-tokens': '/run/skerry/code-host-tokens',
    },
    instance: {
      workload: 'mirror-sync',
      release: { publicKey: 'PEM', channel: 'services' },
      settings: {
        redis: { host: 'redis', tls: true, passwordFile: '/run/skerry/redis-password' },
        composer: { codeHostTokensFile: '/run/skerry/code-host-tokens' },
        publishTo: [{ id: 'eu-central-1/mirror', store: { dialect: 's3' } }],
      },
    },
  });
  expect(settings.instance.settings).not.toHaveProperty('upstreamToken');
});

test('user data is a cloud-config that fits', () => {
  const text = userData(plan, git, facts(git));
  expect(text).toMatch(/^#cloud-config\n\{/);
  const document = JSON.parse(text.slice(text.indexOf('\n'))) as {
    write_files: { path: string; permissions: string; content: string }[];
    runcmd: string[][];
  };
  expect(document.write_files.map(({ path, permissions }) => [path, permissions])).toEqual([
    ['/opt/skerry/boot.py', '0600'],
    ['/etc/skerry/boot.json', '0600'],
    ['/etc/systemd/system/skerry-agent.service', '0644'],
    ['/etc/systemd/system/skerry-life.service', '0644'],
  ]);
  expect(document.write_files[2]?.content).toContain('TimeoutStopSec=930');
  expect(document.runcmd.at(-1)).toEqual([
    'systemctl',
    'enable',
    '--now',
    'skerry-agent.service',
    'skerry-life.service',
  ]);
});

test('user data that does not fit is refused here, not by the cloud', () => {
  const settings = { only: 'x'.repeat(20_000) };
  expect(() => userData(plan, git, { ...facts(git), settings })).toThrow(
    /user data of \d+ bytes are more than the 16384/,
  );
});

test('an instance may do to its own what it must, and to nothing else', () => {
  expect(statements(serve).flatMap(({ Action }) => Action)).not.toContain('s3:PutObject');
  expect(statements(sync).flatMap(({ Action }) => Action)).toContain('s3:ListBucketMultipartUploads');
  const [secrets] = statements(git).filter(({ Action }) => Action.includes('ssm:GetParameters'));
  expect(secrets?.Resource).toEqual([
    'arn:aws:ssm:eu-central-1:123456789012:parameter/skerry/staging/eu-central-1/redis-password',
    'arn:aws:ssm:eu-central-1:123456789012:parameter/skerry/staging/eu-central-1/git-host-keys',
  ]);
  const [hooks] = statements(git).filter(({ Action }) =>
    Action.includes('autoscaling:CompleteLifecycleAction'),
  );
  expect(hooks?.Resource).toEqual([
    'arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/staging-eu-central-1-git',
  ]);
});

test('a signing key is one that signs releases, or is refused with a way to make one', () => {
  expect(publicKeyOf(madeUpSecret('releaseKey'))).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  expect(() => publicKeyOf('not a key')).toThrow(/openssl genpkey -algorithm ed25519/);
});
