import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { bucketNode } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import { SYNC_INTERVAL_SECONDS, SYNC_WORKERS } from '../../sync-pace.ts';
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
  const secrets = instanceSecrets(plan, node);
  const store = (id: string) => storeOf(plan, bucketNode(plan, id), node.region);
  const redis = place.redis && {
    host: place.redis.host,
    port: place.redis.port,
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
        filesUrl: place.filesUrl,
        publishTo: mirror.publishTo.map((id) => ({ id, store: store(id) })),
        redis,
        workers: SYNC_WORKERS,
      };
    }
    case 'mirror-serve': {
      const [bucket] = node.buckets;
      if (bucket === undefined)
        throw new PlanError(`${node.id}: workload mirror-serve needs a bucket of its region`);
      const { mirrorsUrl, filesUrl } = place;
      return { kind: node.workload, store: store(bucket), mirrorsUrl, filesUrl };
    }
    case 'git':
      return {
        kind: node.workload,
        stores: node.buckets.map(store),
        hostKeysFile: secretFile('git-host-keys'),
        ...(redis && { redis }),
      };
  }
}
