import { describe, expect, test } from 'vitest';
import {
  drainHookArgs,
  ignoredChanges,
  scalingGroupArgs,
} from '../../../../components/platforms/alicloud/scaling-group-args.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const sync = groupOf(plan, 'cn-hongkong/mirror-sync');
const serve = groupOf(plan, 'cn-hangzhou/mirror-serve');
const git = groupOf(plan, 'cn-hangzhou/git');

describe('a scaling group of ESS', () => {
  test('has its bounds, and the capacity to begin with', () => {
    expect(scalingGroupArgs(plan, sync, ['vsw-1', 'vsw-2'])).toMatchObject({
      scalingGroupName: 'cn-prod-cn-hongkong-mirror-sync',
      minSize: 2,
      maxSize: 12,
      desiredCapacity: 2,
      vswitchIds: ['vsw-1', 'vsw-2'],
    });
  });

  test('mixes spot instances above its on-demand base', () => {
    expect(scalingGroupArgs(plan, sync, [])).toMatchObject({
      onDemandBaseCapacity: 2,
      onDemandPercentageAboveBaseCapacity: 0,
      spotInstanceRemedy: true,
    });
    expect(scalingGroupArgs(plan, serve, [])).toMatchObject({ onDemandPercentageAboveBaseCapacity: 100 });
  });

  test('is COST_OPTIMIZED from the start, with or without spot: a later change would replace it', () => {
    for (const node of [sync, serve, git]) {
      expect(scalingGroupArgs(plan, node, []).multiAzPolicy).toBe('COST_OPTIMIZED');
    }
  });

  test('takes the balancer for its health where it has one', () => {
    expect(scalingGroupArgs(plan, serve, []).healthCheckType).toBe('LOAD_BALANCER');
    expect(scalingGroupArgs(plan, sync, []).healthCheckType).toBe('ECS');
  });

  test('is protected from deletion in production alone', () => {
    expect(scalingGroupArgs(plan, git, []).groupDeletionProtection).toBe(true);
    expect(scalingGroupArgs({ ...plan, stage: 'staging' }, git, []).groupDeletionProtection).toBe(false);
  });
});

test('updates leave the desired capacity alone unless iac owns it', () => {
  expect(ignoredChanges(serve)).toEqual([]);
  expect(ignoredChanges(git)).toEqual(['desiredCapacity']);
  expect(ignoredChanges(groupOf(plan, 'cn-beijing/mirror-serve'))).toEqual(['desiredCapacity']);
});

describe('the hook of an instance that goes', () => {
  test("waits as long as the group's drain", () => {
    expect(drainHookArgs(git, 'asg-1')).toEqual({
      scalingGroupId: 'asg-1',
      name: 'drain',
      lifecycleTransition: 'SCALE_IN',
      heartbeatTimeout: 900,
      defaultResult: 'CONTINUE',
    });
  });

  test.each([
    [0, 30],
    [29, 30],
    [30, 30],
    [21_600, 21_600],
    [40_000, 21_600],
  ])('of %i s is told as %i s', (drainSeconds, heartbeatTimeout) => {
    expect(drainHookArgs({ ...git, drainSeconds }, 'asg-1').heartbeatTimeout).toBe(heartbeatTimeout);
  });
});
