import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';
import { TestProject, type PreviewStep } from '../support/engine/project.ts';
import { realPlugin, whyNoRealPlugin } from '../support/engine/real-plugin.ts';

const missing = whyNoRealPlugin();
if (missing !== undefined) console.warn(`cn-prod is not previewed with the real plugin: ${missing}`);

/** Unpacking a quarter of a gigabyte and starting it takes its time on a busy machine. */
const PATIENCE_MS = 240_000;

describe.skipIf(missing !== undefined)("cn-prod, by Alibaba's own plugin", () => {
  let project: TestProject;
  let steps: PreviewStep[];

  beforeAll(async () => {
    const { path, facts } = await realPlugin();
    project = new TestProject('cn-prod', {
      plugins: { alicloud: join(repositoryRoot(), 'test/support/standin-provider/real-bin') },
      environment: { SKERRY_REAL_PLUGIN: path, SKERRY_REAL_FACTS: facts },
    });
    await project.init();
    steps = await project.preview();
  }, PATIENCE_MS);
  afterAll(() => project.remove());

  test('previews without an error, and creates everything', () => {
    expect(steps.length).toBeGreaterThan(120);
    expect(new Set(steps.map((step) => step.op))).toEqual(new Set(['create']));
  });

  test('only what the plugin is too old for went to the stand-in', () => {
    const standIns = project.operations().map((line) => line.replace(/ urn:.*\$/, ' ').split('::')[0]);
    expect([...new Set(standIns)].sort()).toEqual([
      'stand-in (assumeRolePolicyDocument, roleName, tags) alicloud:ram/role:Role',
      'stand-in (hybridMetrics, hybridMonitorNamespace, metricType) alicloud:ess/scalingRule:ScalingRule',
      'stand-in (type) alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer',
      'stand-in (type) alicloud:vpc/natGateway:NatGateway',
      'stand-in (type) alicloud:vpc/snatEntry:SnatEntry',
    ]);
  });
});
