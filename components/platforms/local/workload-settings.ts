import type { Input } from '@pulumi/pulumi';
import type { WorkloadSettings } from '../../../providers/local/resources.ts';
import type { GroupNode, MirrorNode } from '../../../topology/plan/plan.ts';
import type { Inputs } from '../../inputs.ts';
import type { SiteAddresses } from '../../platform.ts';
import { PlanError } from '../../plan-error.ts';
import { SYNC_INTERVAL_SECONDS, SYNC_WORKERS } from '../../sync-pace.ts';

/**
 * What a group's instances are told to do.
 *
 * @param upstream URL of the Composer repository: the one of the plan, or the sample's
 * @throws where the plan lacks what the workload stands on
 */
export function workloadSettings(
  node: GroupNode,
  mirror: MirrorNode | undefined,
  upstream: Input<string> | undefined,
  site: SiteAddresses,
): Inputs<WorkloadSettings> {
  switch (node.workload) {
    case 'mirror-sync':
      return {
        kind: 'mirror-sync',
        composer: {
          upstream: needed(upstream, node, 'mirror.composer'),
          only: mirror?.composer.only ?? [],
          intervalSeconds: SYNC_INTERVAL_SECONDS,
        },
        filesUrl: needed(site.filesUrl, node, 'cdn.files'),
        publishTo: mirror?.publishTo ?? [],
        redis: needed(node.redis, node, `regions.${node.region}.redis`),
        workers: SYNC_WORKERS,
      };
    case 'mirror-serve':
      return {
        kind: 'mirror-serve',
        bucket: needed(node.buckets[0], node, `regions.${node.region}.buckets`),
        mirrorsUrl: needed(site.mirrorsUrl, node, 'cdn.mirrors'),
        filesUrl: needed(site.filesUrl, node, 'cdn.files'),
      };
    case 'git':
    case 'own':
      throw new PlanError(
        `${node.id}: the local platform runs mirror-sync and mirror-serve, not ${node.workload}`,
      );
  }
}

function needed<T>(value: T | undefined, node: GroupNode, key: string): T {
  if (value === undefined)
    throw new PlanError(`${node.id}: workload ${node.workload} needs ${key} in the site`);
  return value;
}
