import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stepOf } from '../../acceptance/report/report.ts';
import { startWorldApi } from '../support/aws/world-api.ts';
import type { HttpServer } from '../support/http-server.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';
import { makeBuckets } from './support/bucket-folders.ts';
import { CloudClone, LIMIT_MS, stepsOf, WITHOUT_MIRROR } from './support/cloud-clone.ts';

vi.setConfig({ testTimeout: LIMIT_MS + 10_000 });

const SITE = `version: 1
stage: production
platform: aws
account: {id: "123456789012"}
releases: {signingKey: releaseKey}
regions:
  eu-central-1:
    network: {cidr: 10.32.0.0/16, zones: [eu-central-1a, eu-central-1b]}
    buckets:
      data: {access: private, appendOnly: true}
    loadBalancers:
      git: {group: git, listeners: {ssh: 22}}
    groups:
      git:
        image: debian-12
        instanceTypes: [m6i.large]
        capacity: {owner: iac, min: 1, max: 3, desired: 2}
git: {bucket: eu-central-1/data, hostKeys: gitHostKeys}
`;

describe('acceptance of a stack on AWS, as far as a stand-in goes', () => {
  let clone: CloudClone;
  let api: HttpServer & { actions: string[] };
  let store: Versitygw;

  beforeAll(async () => {
    store = await startVersitygw('eu-central-1');
    const keys = JSON.parse(await readFile(store.config.credentialsFile ?? '', 'utf8')) as {
      accessKeyId: string;
      secretAccessKey: string;
    };
    clone = await CloudClone.create(SITE, async (world) => {
      api = await startWorldApi(world, () => makeBuckets(world, store));
      return {
        SKERRY_STANDIN_ACCOUNT_AWS: '123456789012',
        AWS_ENDPOINT_URL: api.endpoint,
        AWS_ENDPOINT_URL_S3: store.endpoint,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      };
    });
  });
  afterAll(async () => {
    await api?.stop();
    await store?.stop();
    clone?.remove();
  });

  it('makes nothing where it would be too much', async () => {
    const { code, output, report } = await clone.accept('large', '--unpriced', '--max-resources', '10');
    expect(code, output).toBe(1);
    expect(stepOf(report, 'estimate').reason).toMatch(/^\d+ resources and up to 3 instances .* allows 10$/);
    expect(report.left).toBe('nothing');
    expect(clone.created()).toEqual([]);
    clone.expectNothingLeft(report);
  });

  it('goes from its price to its end, and touches nothing that bears another tag', async () => {
    const { code, output, report } = await clone.accept('whole', '--unpriced', '--max-price', '9USD');
    expect(code, output).toBe(0);
    expect(stepsOf(report)).toEqual(WITHOUT_MIRROR);
    expect(stepOf(report, 'tweak').facts).toEqual([
      "eu-central-1/git: desired 2 to 3, by the cloud's API, under its lease",
    ]);
    expect(api.actions).toEqual(
      expect.arrayContaining([
        'UpdateAutoScalingGroup',
        'TerminateInstanceInAutoScalingGroup',
        'ResourceGroupsTaggingAPI_20170126.GetResources',
      ]),
    );
    clone.expectNothingLeft(report);
  });
});
