import type { GroupArgs } from '@pulumi/aws/autoscaling/group.js';
import type { GroupNode } from '../../../topology/plan/plan.ts';

const POOL_STATE: Record<GroupNode['capacity']['warmState'], string> = {
  stopped: 'Stopped',
  running: 'Running',
  hibernated: 'Hibernated',
};

/** Two equal sizes are an absolute one; with one of them the service fills the pool up to the group's max. */
export function warmPoolArgs(node: GroupNode): Pick<GroupArgs, 'warmPool'> {
  const { warmPool, warmState, warmReuse } = node.capacity;
  if (warmPool === 0) return {};
  return {
    warmPool: {
      minSize: warmPool,
      maxGroupPreparedCapacity: warmPool,
      poolState: POOL_STATE[warmState],
      instanceReusePolicy: { reuseOnScaleIn: warmReuse },
    },
  };
}

/** Begins by itself with each change of the launch template or the types; without it only new instances have them. */
export function refreshArgs(node: GroupNode): Pick<GroupArgs, 'instanceRefresh'> {
  const { refresh } = node;
  if (!refresh) return {};
  return {
    instanceRefresh: {
      strategy: 'Rolling',
      preferences: {
        minHealthyPercentage: refresh.minHealthy,
        maxHealthyPercentage: refresh.maxHealthy,
        skipMatching: refresh.skipMatching,
        autoRollback: refresh.autoRollback,
        instanceWarmup: String(node.warmUpSeconds),
        // Who is protected or on standby is so by somebody's deed: the refresh leaves them alone.
        scaleInProtectedInstances: 'Ignore',
        standbyInstances: 'Ignore',
        ...(refresh.checkpoints.length > 0 && {
          checkpointPercentages: refresh.checkpoints,
          checkpointDelay: String(refresh.pauseSeconds),
        }),
      },
    },
  };
}

export function maintenanceArgs(node: GroupNode): Pick<GroupArgs, 'instanceMaintenancePolicy'> {
  const { maintenance } = node;
  if (!maintenance) return {};
  const { minHealthy, maxHealthy } = maintenance;
  return {
    instanceMaintenancePolicy: { minHealthyPercentage: minHealthy, maxHealthyPercentage: maxHealthy },
  };
}
