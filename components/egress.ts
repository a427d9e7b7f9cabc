import type { RegionPlan } from '../topology/plan/plan.ts';

/** Only the sync fetches from the internet; everybody else finds buckets and Redis within the cloud's own network. */
export function needsEgress(region: Pick<RegionPlan, 'groups'>): boolean {
  return region.groups.some((group) => group.workload === 'mirror-sync');
}
