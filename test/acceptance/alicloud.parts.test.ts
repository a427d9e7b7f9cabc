import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stepOf } from '../../acceptance/report/report.ts';
import { ALICLOUD_ACCOUNT, type AlicloudAccountServer } from '../support/alicloud/account.ts';
import { type OssServer, startOss } from '../support/alicloud/oss-server.ts';
import { startWorldAccount } from '../support/alicloud/world-account.ts';
import { makeBuckets } from './support/bucket-folders.ts';
import { CloudClone, LIMIT_MS, stepsOf, WITHOUT_MIRROR } from './support/cloud-clone.ts';

vi.setConfig({ testTimeout: LIMIT_MS + 10_000 });

const SITE = `version: 1
stage: production
platform: alicloud
account: {id: "${ALICLOUD_ACCOUNT}"}
releases: {signingKey: releaseKey}
regions:
  cn-hangzhou:
    network: {cidr: 10.32.0.0/16, zones: [cn-hangzhou-i, cn-hangzhou-j]}
    buckets:
      data: {access: private, appendOnly: true}
    loadBalancers:
      git: {group: git, listeners: {ssh: 22}}
    groups:
      git:
        image: debian-12
        instanceTypes: [ecs.g8i.large]
        capacity: {owner: iac, min: 1, max: 3, desired: 2}
git: {bucket: cn-hangzhou/data, hostKeys: gitHostKeys}
`;

describe('acceptance of a stack on Alibaba Cloud, as far as stand-ins go', () => {
  let clone: CloudClone;
  let account: AlicloudAccountServer;
  let oss: OssServer;

  beforeAll(async () => {
    oss = await startOss();
    clone = await CloudClone.create(SITE, async (world) => {
      account = await startWorldAccount(world, () => makeBuckets(world, oss));
      const { ALIBABA_CLOUD_ACCESS_KEY_ID: id = '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret = '' } =
        account.environment;
      oss.keys.secrets.set(id, secret);
      return {
        ...account.environment,
        SKERRY_STANDIN_ACCOUNT_ALICLOUD: ALICLOUD_ACCOUNT,
        OSS_ENDPOINT: oss.config.endpoint,
      };
    });
  });
  afterAll(async () => {
    await account?.stop();
    await oss?.stop();
    clone?.remove();
  });

  it('goes from its price to its end, every call signed as Alibaba asks', async () => {
    const { code, output, report } = await clone.accept('whole', '--unpriced', '--max-price', '9CNY');
    expect(code, output).toBe(0);
    expect(stepsOf(report)).toEqual(WITHOUT_MIRROR);
    expect(stepOf(report, 'tweak').facts).toEqual([
      "cn-hangzhou/git: desired 2 to 3, by the cloud's API, under its lease",
    ]);
    expect(oss.asked.filter((each) => /^PUT .*\/internal\/capacity\/leases\//.test(each))).not.toEqual([]);
    expect(account.asked).toEqual(
      expect.arrayContaining(['ModifyScalingGroup', 'RemoveInstances', 'ListTagResources']),
    );
    expect(account.model.released.size).toBe(1);
    clone.expectNothingLeft(report);
  });
});
