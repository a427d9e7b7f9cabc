import { describe, expect, test } from 'vitest';
import { hookArgs, hookPolicy } from '../../../../components/platforms/aws/hook-args.ts';
import { notificationArgs } from '../../../../components/platforms/aws/notification-args.ts';
import { ignoredChanges, scalingGroupArgs } from '../../../../components/platforms/aws/scaling-group-args.ts';
import { scheduleArgs } from '../../../../components/platforms/aws/schedule-args.ts';
import type { Hook } from '../../../../topology/plan/plan.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('staging');
const sync = groupOf(plan, 'eu-central-1/mirror-sync');
const serve = groupOf(plan, 'eu-central-1/mirror-serve');
const git = groupOf(plan, 'eu-central-1/git');
const ground = {
  subnetIds: ['subnet-1', 'subnet-2'],
  targetGroupArns: ['arn:1'],
  launchTemplate: { id: 'lt-1', version: '1' },
  hooks: git.hooks.map((hook) => hookArgs(hook)),
};

describe('an auto scaling group', () => {
  test('is created with its target groups and its hook, so that no instance misses them', () => {
    expect(scalingGroupArgs(plan, git, ground)).toMatchObject({
      targetGroupArns: ['arn:1'],
      initialLifecycleHooks: [
        {
          name: 'boot',
          lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          heartbeatTimeout: 600,
          defaultResult: 'ABANDON',
        },
        {
          name: 'drain',
          lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
          heartbeatTimeout: 900,
          defaultResult: 'CONTINUE',
        },
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

describe('what a group says of itself', () => {
  const args = (more: Partial<typeof git>) => scalingGroupArgs(plan, { ...git, ...more }, ground);
  const capacity = { ...git.capacity, warmPool: 2, warmState: 'hibernated' as const, warmReuse: true };
  const refresh = {
    origin: '',
    minHealthy: 80,
    maxHealthy: 120,
    checkpoints: [20, 100],
    pauseSeconds: 600,
    skipMatching: true,
    autoRollback: true,
  };

  test.each([
    [
      'removal',
      { terminationPolicies: ['OldestLaunchTemplate', 'NewestInstance'] },
      { removal: ['oldest-template', 'newest'] },
    ],
    ['max lifetime', { maxInstanceLifetime: 86_400 }, { maxLifetimeSeconds: 86_400 }],
    ['cooldown', { defaultCooldown: 77 }, { cooldownSeconds: 77 }],
    ['warm-up', { defaultInstanceWarmup: 55, healthCheckGracePeriod: 55 }, { warmUpSeconds: 55 }],
    [
      'cost',
      { mixedInstancesPolicy: { instancesDistribution: { onDemandAllocationStrategy: 'lowest-price' } } },
      { spread: 'cost' },
    ],
    [
      'a warm pool of an absolute size',
      {
        warmPool: {
          minSize: 2,
          maxGroupPreparedCapacity: 2,
          poolState: 'Hibernated',
          instanceReusePolicy: { reuseOnScaleIn: true },
        },
      },
      { capacity },
    ],
    [
      'suspended processes',
      { suspendedProcesses: ['AZRebalance', 'ScheduledActions'] },
      {
        suspend: [
          { process: 'zone-balance', origin: '' },
          { process: 'schedules', origin: '' },
        ],
      },
    ],
    [
      'maintenance',
      { instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 150 } },
      { maintenance: { origin: '', minHealthy: 100, maxHealthy: 150 } },
    ],
    [
      'a refresh',
      {
        instanceRefresh: {
          strategy: 'Rolling',
          preferences: {
            minHealthyPercentage: 80,
            maxHealthyPercentage: 120,
            checkpointPercentages: [20, 100],
            checkpointDelay: '600',
            autoRollback: true,
            skipMatching: true,
          },
        },
      },
      { refresh },
    ],
  ] as [string, object, Partial<typeof git>][])('%s', (_, expected, more) => {
    expect(args(more)).toMatchObject(expected);
  });

  test('nothing that it does not say', () => {
    const keys = Object.keys(args({}));
    for (const key of ['warmPool', 'instanceRefresh', 'instanceMaintenancePolicy', 'maxInstanceLifetime']) {
      expect(keys).not.toContain(key);
    }
  });
});

describe('a hook', () => {
  const hook: Hook = {
    name: 'warm',
    origin: '',
    completedBy: 'topic',
    on: 'launch',
    timeoutSeconds: 120,
    onTimeout: 'abandon',
    topic: 'sns/ops',
  };

  test('tells its topic with a role that may publish there and nowhere else', () => {
    expect(hookArgs(hook, { topicArn: 'arn:ops', roleArn: 'arn:role' })).toMatchObject({
      heartbeatTimeout: 120,
      defaultResult: 'ABANDON',
      notificationTargetArn: 'arn:ops',
      roleArn: 'arn:role',
    });
    expect(hookPolicy(['arn:ops'])).toContain('"Action":"sns:Publish","Resource":["arn:ops"]');
  });
});

test('a group tells events by their native names', () => {
  const notifications = { origin: '', events: ['launch', 'terminate-error'] as const, topic: 'sns/ops' };
  expect(notificationArgs({ ...notifications, events: [...notifications.events] }, 'g', 'arn:ops')).toEqual({
    groupNames: ['g'],
    topicArn: 'arn:ops',
    notifications: ['autoscaling:EC2_INSTANCE_LAUNCH', 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR'],
  });
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
