import type { Input } from '@pulumi/pulumi';
import type { LifecycleHookArgs } from '@pulumi/alicloud/ess/lifecycleHook.js';
import type { ScalingGroupArgs } from '@pulumi/alicloud/ess/scalingGroup.js';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { deletionProtection } from '../../stage.ts';
import { groupTags } from '../../tags.ts';

const NAME_MAX = 64;

/** Seconds, by the service's limits. */
const HEARTBEAT = { min: 30, max: 21_600 } as const;

/**
 * COST_OPTIMIZED always, also without spot instances: an on-demand base needs it, and changing the policy later
 * replaces the group with all its instances.
 */
export function scalingGroupArgs(plan: Plan, node: GroupNode, vswitchIds: Input<string>[]): ScalingGroupArgs {
  const { min, max, target, onDemandBase } = node.capacity;
  return {
    scalingGroupName: cloudName(plan.stack, node.id, NAME_MAX),
    minSize: min,
    maxSize: max,
    desiredCapacity: target,
    vswitchIds,
    multiAzPolicy: 'COST_OPTIMIZED',
    onDemandBaseCapacity: onDemandBase,
    onDemandPercentageAboveBaseCapacity: node.spot ? 0 : 100,
    spotInstancePools: Math.min(Math.max(node.instanceTypes.length, 1), 10),
    spotInstanceRemedy: node.spot,
    removalPolicies: ['OldestScalingConfiguration', 'OldestInstance'],
    healthCheckType: node.loadBalancers.length > 0 ? 'LOAD_BALANCER' : 'ECS',
    groupDeletionProtection: deletionProtection(plan.stage),
    tags: groupTags(plan, node),
  };
}

/**
 * What updates leave alone. With another owner than `iac` the desired capacity is only the group's first: the
 * autoscaler's and the schedules' later values are never overwritten.
 */
export function ignoredChanges(node: GroupNode): string[] {
  return node.capacity.owner === 'iac' ? [] : ['desiredCapacity'];
}

/** Time for an instance to finish what it has begun; then it goes, whether or not it has said so. */
export function drainHookArgs(node: GroupNode, scalingGroupId: Input<string>): LifecycleHookArgs {
  return {
    scalingGroupId,
    name: 'drain',
    lifecycleTransition: 'SCALE_IN',
    heartbeatTimeout: Math.min(Math.max(node.drainSeconds, HEARTBEAT.min), HEARTBEAT.max),
    defaultResult: 'CONTINUE',
  };
}
