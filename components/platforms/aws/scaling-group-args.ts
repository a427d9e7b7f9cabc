import type { Input } from '@pulumi/pulumi';
import type { GroupArgs } from '@pulumi/aws/autoscaling/group.js';
import type { Metric } from '@pulumi/aws/types/enums/autoscaling/index.js';
import { processNames } from '../../../topology/catalog/lifecycle.ts';
import type { GroupNode, Plan, Removal } from '../../../topology/plan/plan.ts';
import type { GivenCapacity } from '../../given.ts';
import { groupTags } from '../../tags.ts';
import { groupName } from './group-name.ts';
import type { hookArgs } from './hook-args.ts';
import { maintenanceArgs, refreshArgs, warmPoolArgs } from './upkeep-args.ts';

const REMOVAL: Record<Removal, string> = {
  'oldest-template': 'OldestLaunchTemplate',
  oldest: 'OldestInstance',
  newest: 'NewestInstance',
};

/** What alarms and forecasts stand on; the service counts for free, but only when it is told to. */
const COUNTED: Metric[] = ['GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupMaxSize'];

export interface GroupGround {
  subnetIds: Input<string>[];
  targetGroupArns: Input<string>[];
  launchTemplate: { id: Input<string>; version: Input<string> };
  hooks: ReturnType<typeof hookArgs>[];
  /** In place of the plan's. */
  capacity?: GivenCapacity;
}

/**
 * With its balancers and its hooks from the start: both are part of the group's creation, so that not even the first
 * instance misses them. Always a mixed policy, so that spot and further types come without a replacement.
 */
export function scalingGroupArgs(plan: Plan, node: GroupNode, ground: GroupGround): GroupArgs {
  const { min, max, target, onDemandBase } = ground.capacity ?? node.capacity;
  const name = groupName(plan, node);
  return {
    name,
    minSize: min,
    maxSize: max,
    desiredCapacity: target,
    vpcZoneIdentifiers: ground.subnetIds,
    targetGroupArns: ground.targetGroupArns,
    healthCheckType: ground.targetGroupArns.length > 0 ? 'ELB' : 'EC2',
    healthCheckGracePeriod: node.warmUpSeconds,
    defaultInstanceWarmup: node.warmUpSeconds,
    defaultCooldown: node.cooldownSeconds,
    terminationPolicies: node.removal.map((removal) => REMOVAL[removal]),
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandAllocationStrategy: node.spread === 'cost' ? 'lowest-price' : 'prioritized',
        onDemandBaseCapacity: onDemandBase,
        onDemandPercentageAboveBaseCapacity: node.spot ? 0 : 100,
        spotAllocationStrategy: 'price-capacity-optimized',
      },
      launchTemplate: {
        launchTemplateSpecification: {
          launchTemplateId: ground.launchTemplate.id,
          version: ground.launchTemplate.version,
        },
        overrides: node.instanceTypes.map((instanceType) => ({ instanceType })),
      },
    },
    capacityRebalance: node.spot,
    initialLifecycleHooks: ground.hooks,
    suspendedProcesses: suspendedProcesses(node),
    enabledMetrics: COUNTED,
    metricsGranularity: '1Minute',
    ...(node.maxLifetimeSeconds !== undefined && { maxInstanceLifetime: node.maxLifetimeSeconds }),
    ...warmPoolArgs(node),
    ...refreshArgs(node),
    ...maintenanceArgs(node),
    // Instances come up by themselves; an update does not wait for the fleet.
    waitForCapacityTimeout: '0',
    tags: Object.entries({ ...groupTags(plan, node), Name: name }).map(([key, value]) => ({
      key,
      value,
      propagateAtLaunch: true,
    })),
  };
}

/** A process that the cloud does not have is one that never runs there. */
function suspendedProcesses(node: GroupNode): string[] {
  return node.suspend.flatMap(({ process }) => processNames.rows.aws[process] ?? []);
}

/**
 * What updates leave alone: the desired capacity where another owner than `iac` moves it, and the hooks of creation,
 * which resources of their own keep up to date afterwards.
 */
export function ignoredChanges(node: GroupNode): string[] {
  return ['initialLifecycleHooks', ...(node.capacity.owner === 'iac' ? [] : ['desiredCapacity'])];
}
