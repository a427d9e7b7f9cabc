import type { Input } from '@pulumi/pulumi';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { bucketNode } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import { SYNC_INTERVAL_SECONDS, SYNC_WORKERS } from '../../sync-pace.ts';
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
  const secrets = instanceSecrets(plan, node);
  const redis = node.redis !== undefined && {
    host: ground.redisHost,
    port: REDIS_PORT,
    tls: true,
    passwordFile: secretFile('redis-password'),
  };
  switch (node.workload) {
    case 'mirror-sync': {
      const { mirror } = plan;
      if (!mirror) throw new PlanError(`${node.id}: workload mirror-sync needs mirror in the site`);
      const { upstream, only } = mirror.composer;
      return {
        kind: node.workload,
        composer: {
          upstream,
          only,
          intervalSeconds: SYNC_INTERVAL_SECONDS,
          ...(secrets.includes('code-host-tokens') && { codeHostTokensFile: secretFile('code-host-tokens') }),
        },
        filesUrl: ground.filesUrl,
        publishTo: mirror.publishTo.map((id) => ({ id, store: storeOf(plan, bucketNode(plan, id)) })),
        redis,
        workers: SYNC_WORKERS,
      };
    }
    case 'mirror-serve': {
      const [bucket] = node.buckets;
      if (bucket === undefined)
        throw new PlanError(`${node.id}: workload mirror-serve needs a bucket of its region`);
      return {
        kind: node.workload,
        store: storeOf(plan, bucketNode(plan, bucket)),
        mirrorsUrl: ground.mirrorsUrl,
        filesUrl: ground.filesUrl,
      };
    }
    case 'git':
      return {
        kind: node.workload,
        stores: node.buckets.map((id) => storeOf(plan, bucketNode(plan, id))),
        hostKeysFile: secretFile('git-host-keys'),
        ...(redis && { redis }),
      };
  }
}
