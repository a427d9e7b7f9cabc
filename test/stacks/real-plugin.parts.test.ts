import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';
import { TestProject, type PreviewStep } from '../support/engine/project.ts';
import { startIdentityService, type IdentityService } from '../support/alicloud/identity-service.ts';
import { isKnownAs } from '../support/engine/known.ts';
import { realPlugin, whyNoRealPlugin } from '../support/engine/real-plugin.ts';
import { renderGraph } from '../support/engine/render-graph.ts';
import { goldenOf, registeredOf } from './support/cloud-stacks.ts';

const missing = whyNoRealPlugin();
if (missing !== undefined) console.warn(`cn-prod is not previewed with the real plugin: ${missing}`);

/** Unpacking a quarter of a gigabyte and starting it takes its time on a busy machine. */
const PATIENCE_MS = 240_000;

async function projectFor(identity: IdentityService): Promise<TestProject> {
  const { path, facts } = await realPlugin();
  return new TestProject('cn-prod', {
    plugins: { alicloud: join(repositoryRoot(), 'test/support/standin-provider/real-bin') },
    environment: { SKERRY_REAL_PLUGIN: path, SKERRY_REAL_FACTS: facts, SKERRY_REAL_STS: identity.host },
  });
}

describe.skipIf(missing !== undefined)("cn-prod, by Alibaba's own plugin", () => {
  let project: TestProject;
  let steps: PreviewStep[];
  let identity: IdentityService;

  beforeAll(async () => {
    identity = await startIdentityService('1234567890123456');
    project = await projectFor(identity);
    await project.init();
    steps = await project.preview();
  }, PATIENCE_MS);
  afterAll(async () => {
    project?.remove();
    await identity?.stop();
  });

  test('previews without an error, and creates everything', () => {
    expect(steps.length).toBeGreaterThan(120);
    expect(new Set(steps.map((step) => step.op))).toEqual(new Set(['create']));
  });

  test('only what the plugin is too old for went to the stand-in', () => {
    const standIns = project.operations().map((line) => line.replace(/ urn:.*\$/, ' ').split('::')[0]);
    expect([...new Set(standIns)].sort()).toEqual([
      'stand-in (assumeRolePolicyDocument, roleName, tags) alicloud:ram/role:Role',
      'stand-in (hybridMetrics, hybridMonitorNamespace, metricType) alicloud:ess/scalingRule:ScalingRule',
      'stand-in (tags) alicloud:message/serviceTopic:ServiceTopic',
      'stand-in (tags) alicloud:ram/policy:Policy',
      'stand-in (type) alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule',
      'stand-in (type) alicloud:oss/bucketOverwriteConfig:BucketOverwriteConfig',
      'stand-in (type) alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer',
      'stand-in (type) alicloud:vpc/natGateway:NatGateway',
      'stand-in (type) alicloud:vpc/snatEntry:SnatEntry',
    ]);
  });

  test('everything has the inputs of the golden file, and none besides but what the plugin adds itself', async () => {
    expect(renderGraph(await registeredOf('cn-prod'))).toBe(goldenOf('cn-prod'));
    const previewed = new Map(steps.map(({ urn, newState }) => [urn, newState?.inputs]));
    const ours = (await registeredOf('cn-prod')).filter(({ id, type }) => id && type.startsWith('alicloud:'));
    const differing = ours.flatMap(({ urn, inputs }) => {
      const found = previewed.get(urn);
      if (!found) return [`${urn} is not in the preview`];
      const added = new Set((found['__defaults'] ?? []) as string[]);
      const other = Object.keys(inputs).filter((name) => !isKnownAs(inputs[name], found[name]));
      const more = Object.keys(found).filter(
        (name) => !(name in inputs || name.startsWith('__') || added.has(name)),
      );
      return [...other, ...more].map((name) => `${urn} ${name}`);
    });
    expect(ours.length).toBeGreaterThan(120);
    expect(differing).toEqual([]);
  });

  test('credentials of another account are refused when the cloud has told whose they are, and asked nothing else', async () => {
    const service = await startIdentityService('9999999999999999');
    const elsewhere = await projectFor(service);
    try {
      await elsewhere.init();
      await expect(elsewhere.up()).rejects.toThrow(
        'the credentials for alicloud are of account 9999999999999999 (acs:ram::9999999999999999:user/ci), ' +
          'and the site is in account 1234567890123456',
      );
      expect(service.asked).toEqual(['GetCallerIdentity']);
      expect(elsewhere.operations()).toEqual([]);
      const types = (await elsewhere.state()).map(({ type }) => type);
      expect(types.filter((type) => !type.startsWith('pulumi:'))).toEqual([]);
    } finally {
      await service.stop();
      elsewhere.remove();
    }
  });
});
