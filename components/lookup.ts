import type { Account, BucketNode, Cloud, GroupNode, LoadBalancerNode, Plan } from '../topology/plan/plan.ts';
import { PlanError } from './plan-error.ts';

export function bucketNodes(plan: Plan): BucketNode[] {
  return plan.regions.flatMap((region) => region.buckets);
}

/** @throws where the plan does not contain the bucket: a plan's references are resolved before it is built */
export function bucketNode(plan: Plan, id: string): BucketNode {
  const node = bucketNodes(plan).find((bucket) => bucket.id === id);
  if (!node) throw new PlanError(`the plan names bucket ${id}, which it does not contain`);
  return node;
}

/** @throws where the site names no account of the cloud: the checks want one of each that a region lies on */
export function accountOf(plan: Plan, cloud: Cloud): Account {
  const account = plan.accounts[cloud];
  if (!account) throw new PlanError(`the site has no account on ${cloud}, whose id names buckets and roles`);
  return account;
}

/** The balancer that answers to `git.`: the first one in front of a group that runs git. */
export function gitBalancer(plan: Plan): LoadBalancerNode | undefined {
  const groups = new Set(
    plan.regions.flatMap((region) =>
      region.groups.filter(({ workload }) => workload === 'git').map(({ id }) => id),
    ),
  );
  return plan.regions.flatMap((region) => region.loadBalancers).find(({ group }) => groups.has(group));
}

/** Buckets that a group works on although they lie on another cloud than itself: reached over their public names. */
export function foreignBuckets(plan: Plan, group: GroupNode): BucketNode[] {
  const platformOf = (region: string) => plan.regions.find(({ name }) => name === region)?.platform;
  const home = platformOf(group.region);
  return group.buckets.map((id) => bucketNode(plan, id)).filter(({ region }) => platformOf(region) !== home);
}
