import type { Resource } from '@pulumi/pulumi';
import { PlanError } from '../components/plan-error.ts';
import { RefusedError } from './refused.ts';

/** Tells what a platform can't build as the arguments ask like all else that is refused. */
export function building<T>(subject: string, resource: Resource, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const refusal = { code: 'platform/not-built', argument: 'its arguments', message: error.message };
    throw new RefusedError(subject, [refusal], resource);
  }
}
