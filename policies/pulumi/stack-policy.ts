import type { PolicyResource, StackValidationPolicy } from '@pulumi/policy';
import { judgeStack } from '../judge.ts';
import type { StackPolicy } from '../policy.ts';
import { Stack, type StackResource } from '../stack.ts';
import { readable } from '../unknown.ts';
import { declared } from './declared.ts';
import { rawOf } from './raw.ts';
import { reportAll } from './report.ts';

export function asStackPolicy(policy: StackPolicy): StackValidationPolicy {
  return {
    ...declared(policy),
    validateStack: async ({ resources }, report) => {
      const violations = judgeStack(policy, stackOf(resources));
      await reportAll(
        policy,
        violations.map(({ resource: { urn }, message }) => ({ urn, message })),
        report,
      );
    },
  };
}

function stackOf(resources: readonly PolicyResource[]): Stack {
  const known = new Map<PolicyResource, StackResource>();
  const all = (some: readonly PolicyResource[] = []) => some.flatMap((one) => known.get(one) ?? []);
  for (const resource of resources) {
    const { type, name, urn, opts, props } = resource;
    known.set(resource, {
      type,
      name,
      urn,
      isProtected: opts.protect,
      ignoreChanges: opts.ignoreChanges,
      properties: readable(rawOf(props)),
      sources: (property) => all(resource.propertyDependencies[property]),
      get dependencies() {
        return all(resource.dependencies);
      },
    });
  }
  return new Stack([...known.values()]);
}
