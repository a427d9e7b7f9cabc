import type { Input } from '@pulumi/pulumi';
import type { ScalingGroupArgs } from '@pulumi/alicloud/ess/scalingGroup.js';
import type { GroupNode, Plan, Removal } from '../../../topology/plan/plan.ts';
import type { GivenCapacity } from '../../given.ts';
import { cloudName } from '../../names.ts';
import { deletionProtection } from '../../stage.ts';
import { groupTags } from '../../tags.ts';

const NAME_MAX = 64;

/** Spot pools that the service divides a group over. */
const SPOT_POOLS_MAX = 10;

const POLICY: Record<GroupNode['spread'], string> = {
  cost: 'COST_OPTIMIZED',
  balance: 'BALANCE',
  priority: 'PRIORITY',
};

const REMOVAL: Record<Removal, string> = {
  'oldest-template': 'OldestScalingConfiguration',
  oldest: 'OldestInstance',
  newest: 'NewestInstance',
};

/** @param capacity of the plan, or what a program gives in its place */
export function scalingGroupArgs(
  plan: Plan,
  node: GroupNode,
  vswitchIds: Input<string>[],
  capacity: GivenCapacity = node.capacity,
): ScalingGroupArgs {
  const { min, max, target, onDemandBase } = capacity;
  return {
    scalingGroupName: groupName(plan, node),
    minSize: min,
    maxSize: max,
    desiredCapacity: target,
    defaultCooldown: node.cooldownSeconds,
    vswitchIds,
    multiAzPolicy: POLICY[node.spread],
    ...(node.spread === 'cost' && costOptions(node, onDemandBase)),
    removalPolicies: node.removal.map((removal) => REMOVAL[removal]),
    ...(node.maxLifetimeSeconds !== undefined && { maxInstanceLifetime: node.maxLifetimeSeconds }),
    healthCheckType: node.loadBalancers.length > 0 ? 'LOAD_BALANCER' : 'ECS',
    groupDeletionProtection: deletionProtection(plan.stage),
    tags: groupTags(plan, node),
  };
}

/** Another spread makes another group: with a name of its own it can be there before the old one goes. */
function groupName(plan: Plan, { id, spread }: GroupNode): string {
  return cloudName(plan.stack, spread === 'cost' ? id : `${id}/${spread}`, NAME_MAX);
}

function costOptions(
  { spot, instanceTypes }: GroupNode,
  onDemandBaseCapacity: GivenCapacity['onDemandBase'],
): Partial<ScalingGroupArgs> {
  return {
    onDemandBaseCapacity,
    onDemandPercentageAboveBaseCapacity: spot ? 0 : 100,
    spotInstancePools: Math.min(Math.max(instanceTypes.length, 1), SPOT_POOLS_MAX),
    spotInstanceRemedy: spot,
  };
}

/**
 * What updates leave alone. With another owner than `iac` the desired capacity is only the group's first: the
 * autoscaler's and the schedules' later values are never overwritten.
 */
export function ignoredChanges(node: GroupNode): string[] {
  return node.capacity.owner === 'iac' ? [] : ['desiredCapacity'];
}
