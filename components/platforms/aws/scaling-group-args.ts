import type { Input } from '@pulumi/pulumi';
import type { GroupArgs } from '@pulumi/aws/autoscaling/group.js';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags } from '../../tags.ts';

const NAME_MAX = 255;

/** Seconds, by the service's limits. */
const HEARTBEAT = { min: 30, max: 7200 } as const;

/** Seconds until a new instance's health and metrics count. */
const WARMUP_SECONDS = 300;

export interface GroupGround {
  subnetIds: Input<string>[];
  targetGroupArns: Input<string>[];
  launchTemplate: { id: Input<string>; version: Input<string> };
}

/**
 * With its balancers and its hook from the start: both are part of the group's creation, so that not even the first
 * instance misses them. Always a mixed policy, so that spot and further types come without a replacement.
 */
export function scalingGroupArgs(plan: Plan, node: GroupNode, ground: GroupGround): GroupArgs {
  const { min, max, target, onDemandBase, warmPool } = node.capacity;
  return {
    name: cloudName(plan.stack, node.id, NAME_MAX),
    minSize: min,
    maxSize: max,
    desiredCapacity: target,
    vpcZoneIdentifiers: ground.subnetIds,
    targetGroupArns: ground.targetGroupArns,
    healthCheckType: node.loadBalancers.length > 0 ? 'ELB' : 'EC2',
    healthCheckGracePeriod: WARMUP_SECONDS,
    defaultInstanceWarmup: WARMUP_SECONDS,
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandAllocationStrategy: 'prioritized',
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
    initialLifecycleHooks: [drainHook(node)],
    // The cloud refuses a warm pool beside spot instances; the topology's checks say so before.
    ...(warmPool > 0 && { warmPool: { minSize: warmPool, poolState: 'Stopped' } }),
    // Instances come up by themselves; an update does not wait for the fleet.
    waitForCapacityTimeout: '0',
    tags: Object.entries({ ...groupTags(plan, node), Name: cloudName(plan.stack, node.id, NAME_MAX) }).map(
      ([key, value]) => ({ key, value, propagateAtLaunch: true }),
    ),
  };
}

/**
 * What updates leave alone: the desired capacity where another owner than `iac` moves it, and the hooks of creation,
 * which a resource of their own keeps up to date afterwards.
 */
export function ignoredChanges(node: GroupNode): string[] {
  return ['initialLifecycleHooks', ...(node.capacity.owner === 'iac' ? [] : ['desiredCapacity'])];
}

/** Time for an instance to finish what it has begun; then it goes, whether or not it has said so. */
export function drainHook(node: GroupNode) {
  return {
    name: 'drain',
    lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    heartbeatTimeout: Math.min(Math.max(node.drainSeconds, HEARTBEAT.min), HEARTBEAT.max),
    defaultResult: 'CONTINUE',
  };
}
