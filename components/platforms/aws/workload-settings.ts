import type { Input } from '@pulumi/pulumi';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import * as boot from '../../boot/workload-settings.ts';
import { bucketNode } from '../../lookup.ts';
import { REDIS_PORT } from './redis-args.ts';
import { instanceSecrets, secretFile } from './secret-names.ts';
import { storeOf } from './store.ts';

/** What the plan can't say of the place where instances work. */
export interface WorkGround {
  mirrorsUrl: Input<string> | undefined;
  filesUrl: Input<string> | undefined;
  redisHost: Input<string> | undefined;
}

/** What a group's instances are told to do; secrets by the names of files. */
export function workloadSettings(plan: Plan, node: GroupNode, ground: WorkGround): object {
  const { mirrorsUrl, filesUrl, redisHost: host } = ground;
  const hasTokens = instanceSecrets(plan, node).includes('code-host-tokens');
  const redis = { host, port: REDIS_PORT, tls: true, passwordFile: secretFile('redis-password') };
  return boot.workloadSettings(plan, node, {
    mirrorsUrl,
    filesUrl,
    redis: node.redis !== undefined && redis,
    store: (id) => storeOf(plan, bucketNode(plan, id)),
    codeHostTokensFile: hasTokens ? secretFile('code-host-tokens') : undefined,
    hostKeysFile: secretFile('git-host-keys'),
  });
}
