import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { accountOf, foreignBuckets } from '../../lookup.ts';

/** What instances keep in memory, as files that only the agent's account reads. */
export type InstanceSecret = 'redis-password' | 'code-host-tokens' | 'git-host-keys' | 'foreign-key';

export function parameterName(
  plan: Plan,
  region: string,
  secret: InstanceSecret | 'release-signing-key',
): string {
  return `/skerry/${plan.stack}/${region}/${secret}`;
}

export function parameterArn(plan: Plan, region: string, name: string): string {
  return `arn:aws:ssm:${region}:${accountOf(plan, 'aws').id}:parameter${name}`;
}

export function secretFile(secret: InstanceSecret): string {
  return `/run/skerry/${secret}`;
}

/** The secrets that the instances of a group read, and no others. */
export function instanceSecrets(plan: Plan, node: GroupNode): InstanceSecret[] {
  return [
    ...(node.redis === undefined ? [] : (['redis-password'] as const)),
    ...(node.workload === 'mirror-sync' && plan.mirror?.composer.tokens !== undefined
      ? (['code-host-tokens'] as const)
      : []),
    ...(foreignBuckets(plan, node).length > 0 ? (['foreign-key'] as const) : []),
    ...(node.workload === 'git' && plan.git ? (['git-host-keys'] as const) : []),
  ];
}
