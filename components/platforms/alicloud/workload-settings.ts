import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import * as boot from '../../boot/workload-settings.ts';
import { bucketNode } from '../../lookup.ts';
import { instanceSecrets, secretFile } from './secret-names.ts';
import { storeOf } from './store.ts';

/** What the plan can't say of the place where instances work. */
export interface WorkPlace {
  mirrorsUrl?: string;
  filesUrl?: string;
  redis?: { host: string; port: number };
}

/** What a group's instances are told to do; secrets by the names of files. */
export function workloadSettings(plan: Plan, node: GroupNode, place: WorkPlace): object {
  const { redis, ...urls } = place;
  const hasTokens = instanceSecrets(plan, node).includes('code-host-tokens');
  return boot.workloadSettings(plan, node, {
    ...urls,
    redis: redis && { host: redis.host, port: redis.port, passwordFile: secretFile('redis-password') },
    store: (id) => storeOf(plan, bucketNode(plan, id), node.region),
    codeHostTokensFile: hasTokens ? secretFile('code-host-tokens') : undefined,
    hostKeysFile: secretFile('git-host-keys'),
  });
}
