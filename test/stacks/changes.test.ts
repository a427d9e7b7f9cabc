import { expect, it } from 'vitest';
import { planOf } from '../components/support/plans.ts';
import { type Registration, register } from '../support/engine/in-process.ts';
import { stepsBetween, stepsFrom } from '../support/engine/steps-between.ts';

/** Changes of one line, by stack. None replaces or removes anything that the last column does not name. */
const CHANGES: [stack: string, name: string, from: string, to: string, replaced?: string[]][] = [
  ['staging', 'the upper bound', 'min: 1, max: 4, desired: 2', 'min: 1, max: 5, desired: 2'],
  ['staging', 'the owner', '{owner: iac, min: 1, max: 4, desired: 2}', '{owner: autoscaler, min: 1, max: 4}'],
  ['staging', 'a tag', 'team: dev-platform', 'team: other'],
  ['staging', 'a further zone', 'eu-central-1b]', 'eu-central-1b, eu-central-1c]'],
  ['staging', 'the order of zones', '[eu-central-1a, eu-central-1b]', '[eu-central-1b, eu-central-1a]'],
  ['staging', 'who is refused', 'ssh: 22}', 'ssh: 22}, deny: [198.51.100.0/24]'],
  ['staging', 'who may connect', 'listeners: {http: 80}, allow: cdn', 'listeners: {http: 80}'],
  ['staging', 'spot instances', 'spot: true', 'spot: false'],
  ['staging', 'the types of instances', '[m7i.large, m6i.large]', '[m6i.large, m5.large, m7i.large]'],
  ['aws-prod', 'the warm pool', 'warmPool: 1, warmReuse: true', 'warmPool: 3'],
  [
    'aws-prod',
    'a rule',
    'steps: [{above: 60, add: 1}, {above: 80, add: 3}]',
    'steps: [{above: 55, addPercent: 20}]',
  ],
  ['aws-prod', 'the time of a drain', 'drain: 15m', 'drain: 20m'],
  ['aws-prod', 'health checks', 'health: {interval: 10s}', 'health: {interval: 30s, unhealthy: 3}'],
  ['aws-prod', 'how instances are renewed', 'checkpoints: [25], autoRollback: true', 'checkpoints: [10, 50]'],
  ['aws-prod', 'who is told', 'events: [launch-error, terminate-error]', 'events: [launch, terminate]'],
  ['aws-prod', 'a larger Redis', 'memoryGiB: 3', 'memoryGiB: 12'],
  ['aws-prod', 'the time of an alarm', 'freshness: 10m', 'freshness: 20m, atMax: 5m'],
  [
    'aws-prod',
    'the primary origin',
    '[eu-west-1/serve, us-east-1/serve]',
    '[us-east-1/serve, eu-west-1/serve]',
  ],
];

/** The SDKs are loaded once, which takes its time on a busy machine. */
const PATIENCE_MS = 60_000;

const known = new Map<string, Promise<Registration[]>>();

/** Each stack once: all rows of the table begin with it. */
function registeredOf(stack: string): Promise<Registration[]> {
  const found = known.get(stack) ?? register(planOf(stack));
  known.set(stack, found);
  return found;
}

it.each(CHANGES)(
  '%s: a change of %s replaces nothing that lasts',
  async (stack, _, from, to, replaced = []) => {
    const steps = await stepsFrom(await registeredOf(stack), planOf(stack, [from, to]));
    expect(steps).not.toEqual([]);
    expect(steps.filter((step) => /^(replace|delete) /.test(step))).toEqual(replaced);
  },
  PATIENCE_MS,
);

it('aws-prod: a region less takes that region away, and touches of the other what spoke of it', async () => {
  const plan = planOf('aws-prod');
  const stays = (id: string) => !id.startsWith('us-east-1');
  const less = structuredClone(plan);
  less.regions = less.regions.filter(({ name }) => stays(name));
  for (const edge of less.cdn) edge.origins = edge.origins.filter(stays);
  if (less.mirror) less.mirror.publishTo = less.mirror.publishTo.filter(stays);
  for (const region of less.regions) {
    for (const group of region.groups) group.buckets = group.buckets.filter(stays);
    for (const bucket of region.buckets) delete bucket.backup;
  }
  const steps = await stepsBetween(plan, less);
  const lost = steps.filter((step) => step.startsWith('delete ') && !/ us-east-1/.test(step));
  expect(steps.filter((step) => step.startsWith('replace '))).toEqual([]);
  // The copy went with the bucket that held it.
  expect(lost).toEqual([
    'delete aws:cloudwatch/metricAlarm:MetricAlarm eu-west-1/mirror-sync/freshness/us-east-1/mirror',
    'delete aws:iam/role:Role eu-west-1/git',
    'delete aws:iam/rolePolicy:RolePolicy eu-west-1/git',
    'delete aws:s3/bucketReplicationConfig:BucketReplicationConfig eu-west-1/git',
    'delete aws:s3/bucketVersioning:BucketVersioning eu-west-1/git',
  ]);
});

it('aws-prod: a zone less is a new balancer to the provider, and protected ones refuse that', async () => {
  const before = planOf('aws-prod');
  const steps = await stepsBetween(before, planOf('aws-prod', ['eu-west-1b, eu-west-1c]', 'eu-west-1b]']));
  expect(steps).toContain('replace aws:lb/loadBalancer:LoadBalancer eu-west-1/git');
  const balancers = (await register(before)).filter(
    ({ type }) => type === 'aws:lb/loadBalancer:LoadBalancer',
  );
  expect(balancers.map(({ protect }) => protect)).toEqual([true, true, true]);
});
