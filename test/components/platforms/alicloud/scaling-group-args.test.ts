import { describe, expect, test } from 'vitest';
import {
  ignoredChanges,
  scalingGroupArgs,
} from '../../../../components/platforms/alicloud/scaling-group-args.ts';
import type { GroupNode } from '../../../../topology/plan/plan.ts';
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

  test.each([
    ['cost', 'COST_OPTIMIZED', 'cn-prod-cn-hangzhou-git'],
    ['balance', 'BALANCE', 'cn-prod-cn-hangzhou-git-balance'],
    ['priority', 'PRIORITY', 'cn-prod-cn-hangzhou-git-priority'],
  ] as const)(
    'spread by %s is %s, with a name beside which another spread can stand',
    (spread, policy, name) => {
      const args = scalingGroupArgs(plan, { ...git, spread }, []);
      expect(args).toMatchObject({ multiAzPolicy: policy, scalingGroupName: name });
      expect('onDemandBaseCapacity' in args).toBe(spread === 'cost');
    },
  );

  test('is spread by cost where the file says nothing: spot instances and their base need it', () => {
    for (const node of [sync, serve, git]) expect(node.spread).toBe('cost');
  });

  test('removes, ages and cools down as the plan says', () => {
    const node: GroupNode = {
      ...git,
      removal: ['newest', 'oldest'],
      maxLifetimeSeconds: 604_800,
      cooldownSeconds: 90,
    };
    expect(scalingGroupArgs(plan, node, [])).toMatchObject({
      removalPolicies: ['NewestInstance', 'OldestInstance'],
      maxInstanceLifetime: 604_800,
      defaultCooldown: 90,
    });
    expect(scalingGroupArgs(plan, git, []).removalPolicies).toEqual([
      'OldestScalingConfiguration',
      'OldestInstance',
    ]);
    expect(scalingGroupArgs(plan, git, [])).not.toHaveProperty('maxInstanceLifetime');
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
