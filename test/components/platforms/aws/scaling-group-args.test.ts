import { describe, expect, test } from 'vitest';
import {
  drainHook,
  ignoredChanges,
  scalingGroupArgs,
} from '../../../../components/platforms/aws/scaling-group-args.ts';
import { scalingPolicyArgs, scheduleArgs } from '../../../../components/platforms/aws/scaling-policy-args.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('staging');
const sync = groupOf(plan, 'eu-central-1/mirror-sync');
const serve = groupOf(plan, 'eu-central-1/mirror-serve');
const git = groupOf(plan, 'eu-central-1/git');
const ground = {
  subnetIds: ['subnet-1', 'subnet-2'],
  targetGroupArns: ['arn:1'],
  launchTemplate: { id: 'lt-1', version: '1' },
};

describe('an auto scaling group', () => {
  test('is created with its target groups and its hook, so that no instance misses them', () => {
    expect(scalingGroupArgs(plan, git, ground)).toMatchObject({
      targetGroupArns: ['arn:1'],
      initialLifecycleHooks: [
        { name: 'drain', lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', heartbeatTimeout: 900 },
      ],
      healthCheckType: 'ELB',
    });
  });

  test('has bounds, capacity to begin with, subnets and types', () => {
    expect(scalingGroupArgs(plan, serve, ground)).toMatchObject({
      minSize: 1,
      maxSize: 4,
      desiredCapacity: 2,
      vpcZoneIdentifiers: ['subnet-1', 'subnet-2'],
      mixedInstancesPolicy: {
        launchTemplate: { overrides: [{ instanceType: 'm7i.large' }, { instanceType: 'm6i.large' }] },
      },
    });
  });

  test('takes spot instances only above its on-demand base', () => {
    const share = (node: typeof sync) =>
      scalingGroupArgs(plan, node, ground).mixedInstancesPolicy as {
        instancesDistribution: { onDemandPercentageAboveBaseCapacity: number };
      };
    expect(share(sync).instancesDistribution.onDemandPercentageAboveBaseCapacity).toBe(0);
    expect(share(serve).instancesDistribution.onDemandPercentageAboveBaseCapacity).toBe(100);
  });

  test('passes its tags on to instances', () => {
    expect(scalingGroupArgs(plan, serve, ground).tags).toContainEqual({
      key: 'skerry:capacity-owner',
      value: 'iac',
      propagateAtLaunch: true,
    });
  });
});

test('updates leave the desired capacity alone unless iac owns it', () => {
  expect(ignoredChanges(serve)).not.toContain('desiredCapacity');
  expect(ignoredChanges(git)).toContain('desiredCapacity');
});

test.each([
  [0, 30],
  [90, 90],
  [90_000, 7200],
])('a drain of %i s is told as %i s', (drainSeconds, heartbeatTimeout) => {
  expect(drainHook({ ...git, drainSeconds }).heartbeatTimeout).toBe(heartbeatTimeout);
});

test('what a schedule leaves out stays as it is: unset would mean zero', () => {
  const schedule = { name: 'night', cron: '0 22 * * *', min: 0, origin: '' };
  expect(scheduleArgs(plan, schedule, 'group')).toEqual({
    autoscalingGroupName: 'group',
    scheduledActionName: 'night',
    recurrence: '0 22 * * *',
    timeZone: 'Europe/Berlin',
    desiredCapacity: -1,
    minSize: 0,
    maxSize: -1,
  });
});

test('rules track the metric of the cloud, or one that the instances report', () => {
  const [cpu] = git.rules;
  const [backlog] = sync.rules;
  if (cpu?.kind !== 'track' || backlog?.kind !== 'track') throw new Error('the example has both rules');
  expect(scalingPolicyArgs(plan, git, cpu, 'git').targetTrackingConfiguration).toMatchObject({
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
  });
  expect(scalingPolicyArgs(plan, sync, backlog, 'sync').targetTrackingConfiguration).toMatchObject({
    targetValue: 500,
    customizedMetricSpecification: { namespace: 'Skerry/staging', metricName: 'backlog-per-instance' },
  });
});
