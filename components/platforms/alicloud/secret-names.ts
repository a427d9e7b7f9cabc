import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { cloudName } from '../../names.ts';

/** What instances read at their start, and keep in memory. */
export type InstanceSecret = 'redis-password' | 'code-host-tokens' | 'git-host-keys';

/** Characters of a parameter's value, by the service's limit. */
export const SECRET_MAX = 4096;

/**
 * Encrypted parameters of OOS, whose values lie in KMS. Secrets of KMS itself want an instance of KMS, which bills by
 * the month.
 */
export function parameterName(plan: Plan, region: string, secret: InstanceSecret): string {
  return `skerry/${cloudName(plan.stack, region, 120)}/${secret}`;
}

/** Where an instance keeps it: in memory, for the agent's account alone. */
export function secretFile(secret: InstanceSecret): string {
  return `/run/skerry/${secret}`;
}

/** A parameter in policies: reading it asks for the right to the secret of KMS in which its value lies, too. */
export function parameterResources(
  plan: Plan,
  region: string,
  secret: InstanceSecret,
): { oos: string; kms: string } {
  const { id } = accountOf(plan, 'alicloud');
  const name = parameterName(plan, region, secret);
  return {
    oos: `acs:oos:${region}:${id}:secretparameter/${name}`,
    kms: `acs:kms:${region}:${id}:secret/oos/${name}`,
  };
}

/** The secrets that the instances of a group read, and no others. */
export function instanceSecrets(plan: Plan, { workload, redis }: GroupNode): InstanceSecret[] {
  return [
    ...(redis === undefined || workload === 'mirror-serve' ? [] : (['redis-password'] as const)),
    ...(workload === 'mirror-sync' && plan.mirror?.composer.tokens !== undefined
      ? (['code-host-tokens'] as const)
      : []),
    ...(workload === 'git' && plan.git ? (['git-host-keys'] as const) : []),
  ];
}

/** Name, beside the site, of the secret whose value an instance gets; `undefined`: it comes from elsewhere. */
export function sourceOf(plan: Plan, secret: InstanceSecret): string | undefined {
  switch (secret) {
    case 'code-host-tokens':
      return plan.mirror?.composer.tokens;
    case 'git-host-keys':
      return plan.git?.hostKeys;
    case 'redis-password':
      return undefined;
  }
}
