import type { ResourceValidationPolicy } from '@pulumi/policy';
import { judgeResource } from '../judge.ts';
import type { ResourcePolicy } from '../policy.ts';
import { declared } from './declared.ts';
import { rawOf } from './raw.ts';
import { reportAll } from './report.ts';

export function asResourcePolicy(policy: ResourcePolicy): ResourceValidationPolicy {
  return {
    ...declared(policy),
    validateResource: async (args, report) => {
      const { type, props, urn, name, opts } = args;
      if (!Object.hasOwn(policy.judges, type)) args.notApplicable(`says nothing of ${type}`);
      const subject = { type, name, urn, isProtected: opts.protect, ignoreChanges: opts.ignoreChanges };
      const messages = judgeResource(policy, subject, rawOf(props));
      await reportAll(
        policy,
        messages.map((message) => ({ urn, message })),
        report,
      );
    },
  };
}
