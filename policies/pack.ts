import { PolicyPack } from '@pulumi/policy';
import { isStackPolicy } from './policy.ts';
import { asResourcePolicy } from './pulumi/resource-policy.ts';
import { asStackPolicy } from './pulumi/stack-policy.ts';
import { policies } from './registry.ts';

// The SDK takes a stack trace for each policy that says nothing of a resource.
Error.stackTraceLimit = 0;

/** What the engine runs: `pulumi preview --policy-pack policies`. */
new PolicyPack('skerry', {
  policies: policies.map((policy) =>
    isStackPolicy(policy) ? asStackPolicy(policy) : asResourcePolicy(policy),
  ),
});
