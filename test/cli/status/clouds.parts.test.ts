import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StackStatus } from '../../../cli/status/stack-status.ts';
import {
  ALICLOUD_ACCOUNT,
  startAlicloudAccount,
  type AlicloudAccountServer,
} from '../../support/alicloud/account.ts';
import type { EssGroup } from '../../support/alicloud/ess-model.ts';
import { TinyClone, type Ended } from '../support/tiny-clone.ts';

interface Place {
  platform: string;
  account: string;
  region: string;
  zone: string;
  image: string;
}
const alicloud: Place = {
  platform: 'alicloud',
  account: ALICLOUD_ACCOUNT,
  region: 'cn-hangzhou',
  zone: 'cn-hangzhou-i',
  image: 'ecs.g8i.large',
};
const aws: Place = {
  platform: 'aws',
  account: '123456789012',
  region: 'eu-central-1',
  zone: 'eu-central-1a',
  image: 'm7i.large',
};

/** One group, and no edges: their names would be asked for. */
const stackFile = ({ platform, account, region, zone, image }: Place) => `config:
  skerry:gitHostKeys: {secure: "v1:…"}
  skerry:releaseKey: {secure: "v1:…"}
  skerry:site:
    version: 1
    stage: development
    platform: ${platform}
    account: {id: "${account}"}
    domain: {name: example.cn${platform === 'alicloud' ? ', icp: 浙ICP备00000000号' : ''}}
    timeZone: Asia/Shanghai
    git: {bucket: ${region}/git, hostKeys: gitHostKeys}
    releases: {signingKey: releaseKey}
    regions:
      ${region}:
        network: {cidr: 10.17.0.0/16, zones: [${zone}]}
        redis: {memoryGiB: 1}
        buckets: {git: {access: private}}
        loadBalancers:
          git: {type: nlb, group: git, listeners: {ssh: 22}}
        groups:
          git:
            image: debian-12
            instanceTypes: [${image}]
            capacity: {owner: iac, min: 2, max: 6, desired: 3}
`;

/** A second region on AWS, of an account there. */
const hybrid = stackFile(alicloud)
  .replace('    domain:', `    accounts: {aws: {id: "${aws.account}"}}\n    domain:`)
  .concat(
    `      ${aws.region}:
        platform: aws
        network: {cidr: 10.18.0.0/16, zones: [${aws.zone}]}
        redis: {memoryGiB: 1}
        loadBalancers:
          git: {type: nlb, group: git, listeners: {ssh: 22}}
        groups:
          git:
            image: debian-12
            instanceTypes: [${aws.image}]
            capacity: {owner: iac, min: 1, max: 2, desired: 1}
`,
  );

/** Tells on standard error which of the clouds' SDKs is loaded. */
const watch = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(name, context, next) {
    if (/^@(aws-sdk|alicloud)\\//.test(name)) process.stderr.write('SDK ' + name + '\\n');
    return next(name, context);
  },
});`;

let clone: TinyClone;
let cloud: AlicloudAccountServer;
let git: EssGroup;

beforeAll(async () => {
  clone = await TinyClone.create('export default () => {};');
  await writeFile(clone.stackFile('ali'), stackFile(alicloud));
  await writeFile(clone.stackFile('aws'), stackFile(aws));
  await writeFile(join(clone.root, 'watch.mjs'), watch);
  for (const name of Object.keys(clone.env)) {
    if (/^(AWS|ALIBABA_CLOUD|ALICLOUD|ESS|STS)_/.test(name)) delete clone.env[name];
  }
  // None of this machine's own.
  clone.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  clone.env['AWS_CONFIG_FILE'] = clone.env['AWS_SHARED_CREDENTIALS_FILE'] = '/nonexistent';
});
afterAll(() => clone?.dispose());
beforeEach(async () => {
  cloud = await startAlicloudAccount();
  Object.assign(clone.env, cloud.environment);
  const tags = { 'skerry:stack': 'ali', 'skerry:group': 'cn-hangzhou/git' };
  git = cloud.model.addGroup({ min: 2, max: 6, desired: 3, zones: [alicloud.zone], tags });
  return async () => {
    for (const name of Object.keys(cloud.environment)) delete clone.env[name];
    await cloud.stop();
  };
});

const statusOf = ({ stdout }: Ended) => JSON.parse(stdout) as StackStatus;
const json = () => clone.skerry(['status', 'ali', '--json']);

describe('skerry status of a stack in the clouds', () => {
  it('is good where all is as declared', async () => {
    const ended = await json();
    expect(ended.stderr).toBe('');
    expect(statusOf(ended)).toMatchObject({
      stack: 'ali',
      groups: [{ region: 'cn-hangzhou', name: 'git', owner: 'iac', min: 2, desired: 3, max: 6, healthy: 3 }],
      drift: [],
    });
    expect(ended.code).toBe(0);
  });

  it('tells drift with its author, and who is ill', async () => {
    Object.assign(git, { max: 10, desired: 5 });
    cloud.model.settle(git);
    const cause = 'A user requests to modify the group, changing the Total Capacity from "3" to "5".';
    cloud.model.log(git, cause, 'APIs', '203456789012345678');
    const error = 'OperationDenied.NoStock: the instance type is out of stock';
    cloud.model.activities.push({ group: git.id, start: new Date(), cause: '', source: 'Ess', error });
    const [first] = cloud.model.membersOf(git);
    if (first) first.healthy = false;
    const { code, stdout } = await clone.skerry(['status', 'ali']);
    expect(stdout).toMatch(/^ali {2}5 instances {2}2 DRIFT {2}3 ALARMS$/m);
    expect(stdout).toMatch(/^cn-hangzhou\/git +iac +2 +!5 +!10 +!4\/5 +-$/m);
    expect(stdout).toContain('!drift  cn-hangzhou/git max: declared 6, live 10\n');
    expect(stdout).toMatch(
      /!drift {2}cn-hangzhou\/git desired: declared 3, live 5 \(user 203456789012345678, .* ago\)/,
    );
    expect(stdout).toContain(`!alarm  cn-hangzhou/git ${first?.id}: InService, Unhealthy\n`);
    expect(stdout).toMatch(/!alarm {2}cn-hangzhou\/git failed at 20.*Z: OperationDenied.NoStock: /);
    expect(code).toBe(1);
  });

  it('says so where nothing of it is up', async () => {
    cloud.model.groups.clear();
    const { code, stdout } = await clone.skerry(['status', 'ali']);
    expect([code, stdout]).toEqual([1, 'ali  not up\n']);
  });

  it('shows what can be read where a cloud of a hybrid stack refuses, and takes nothing of it for lost', async () => {
    await writeFile(clone.stackFile('ali'), hybrid);
    const { stdout, stderr } = await clone.skerry(['status', 'ali']);
    await writeFile(clone.stackFile('ali'), stackFile(alicloud));
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^cn-hangzhou\/git +iac +2 +3 +6 +3\/3/m);
    expect(stdout).toMatch(/^!alarm {2}eu-central-1 can't be read: .*Could not load credentials/m);
    expect(stdout).not.toContain('!drift');
  });

  it('loads the SDK of its own cloud alone', async () => {
    clone.env['NODE_OPTIONS'] = `--import ${new URL(`file://${join(clone.root, 'watch.mjs')}`).href}`;
    const { stderr } = await json();
    delete clone.env['NODE_OPTIONS'];
    expect(new Set(stderr.trim().split('\n'))).toEqual(new Set(['SDK @alicloud/pop-core']));
  });

  it('refuses credentials of another account after the identity call alone', async () => {
    await writeFile(clone.stackFile('ali'), stackFile({ ...alicloud, account: '9999999999999999' }));
    const { code, stderr } = await json();
    await writeFile(clone.stackFile('ali'), stackFile(alicloud));
    expect(stderr).toMatch(
      /are of account 1234567890123456 \(acs:ram::.*; the site is account 9999999999999999/,
    );
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code).toBe(2);
    expect(cloud.asked).toEqual(['GetCallerIdentity']);
  });

  it.each([
    ['ali', 'there are no Alibaba Cloud credentials in the environment', /ALIBABA_CLOUD_ACCESS_KEY_ID/],
    ['aws', 'Could not load credentials from any providers', /AWS_PROFILE/],
  ])('without credentials for %s says which to give, and no more', async (stack, message, fix) => {
    for (const name of Object.keys(cloud.environment)) delete clone.env[name];
    const { code, stdout, stderr } = await clone.skerry(['status', stack]);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toMatch(fix);
    expect(stderr).not.toMatch(/^ +at |canary/m);
    expect(code).toBe(2);
  });
});
