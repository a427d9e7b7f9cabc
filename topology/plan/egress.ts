import type { GroupNode, RegionPlan } from './plan.ts';

/** Services that instances call, as AWS's endpoints name them: parameters, lifecycle actions, metrics. */
export const API_SERVICES = ['ssm', 'autoscaling', 'monitoring'] as const;

/**
 * The sync fetches from the internet, and who works on a bucket of another region reaches it over its public name;
 * everybody else finds buckets and Redis within the cloud's own network. What a program's own software needs isn't known.
 */
export function reachesOut(
  group: Pick<GroupNode, 'workload' | 'region' | 'buckets' | 'releaseBucket'>,
): boolean {
  const buckets = [...group.buckets, ...(group.releaseBucket === undefined ? [] : [group.releaseBucket])];
  return (
    group.workload === 'own' ||
    group.workload === 'mirror-sync' ||
    buckets.some((id) => !id.startsWith(`${group.region}/`))
  );
}

/** Whether a region's network needs a way to the internet. */
export function needsEgress(region: Pick<RegionPlan, 'groups' | 'network'>): boolean {
  return region.network.internet ?? region.groups.some(reachesOut);
}
