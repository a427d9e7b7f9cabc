import type { CustomResourceOptions } from '@pulumi/pulumi';
import type { Stage } from '../topology/plan/plan.ts';

/**
 * Options of resources that hold data. In production an update refuses to delete them, and taking them out of the
 * stack leaves them in the cloud: losing data always needs a deed of its own.
 */
export function dataOptions(stage: Stage): CustomResourceOptions {
  return stage === 'production' ? { protect: true, retainOnDelete: true } : {};
}

/** Whether the cloud itself is asked to refuse the deletion of balancers, groups and databases. */
export function deletionProtection(stage: Stage): boolean {
  return stage === 'production';
}
