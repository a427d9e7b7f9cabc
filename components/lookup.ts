import type { BucketNode, Plan } from '../topology/plan/plan.ts';
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

/** @throws where the site names no account: the schema wants one of every cloud */
export function accountOf(plan: Plan): NonNullable<Plan['account']> {
  if (!plan.account) throw new PlanError('skerry:site.account is missing: its id names buckets and roles');
  return plan.account;
}
