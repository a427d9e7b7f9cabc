import type { Input } from '@pulumi/pulumi';
import type { GroupNode, Plan } from '../../topology/plan/plan.ts';
import { PlanError } from '../plan-error.ts';
import { SYNC_INTERVAL_SECONDS, SYNC_WORKERS } from '../sync-pace.ts';

/** What a cloud knows of the place where a group's instances work. */
export interface WorkloadFacts {
  mirrorsUrl?: Input<string> | undefined;
  filesUrl?: Input<string> | undefined;
  /** How Redis is reached; none where the group has none. */
  redis: object | false | undefined;
  /** How a bucket of the plan is reached from there. */
  store: (bucket: string) => object;
  /** The file with the tokens of code hosts, where the group's instances have them. */
  codeHostTokensFile: string | undefined;
  hostKeysFile: string;
}

/** What a group's instances in a cloud are told to do; secrets by the names of files. */
export function workloadSettings(plan: Plan, node: GroupNode, facts: WorkloadFacts): object {
  const { mirrorsUrl, filesUrl, redis, store, codeHostTokensFile, hostKeysFile } = facts;
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
          ...(codeHostTokensFile !== undefined && { codeHostTokensFile }),
        },
        filesUrl,
        publishTo: mirror.publishTo.map((id) => ({ id, store: store(id) })),
        redis,
        workers: SYNC_WORKERS,
      };
    }
    case 'mirror-serve': {
      const [bucket] = node.buckets;
      if (bucket === undefined)
        throw new PlanError(`${node.id}: workload mirror-serve needs a bucket of its region`);
      return { kind: node.workload, store: store(bucket), mirrorsUrl, filesUrl };
    }
    case 'git':
      return { kind: node.workload, stores: node.buckets.map(store), hostKeysFile, ...(redis && { redis }) };
    case 'own':
      throw new Error(`${node.id}: its software is the program's, which tells its instances itself`);
  }
}
