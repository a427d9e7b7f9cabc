import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const upstreamChecks: Check[] = [
  rule({
    code: 'mirror/sample-not-local',
    summary: 'the sample upstream is used on local alone',
    why: 'The sample upstream is a process on one machine: instances in a cloud would sync nothing, for ever.',
    allowed: 'sample where mirror-sync runs on local; else the URL of a Composer repository.',
    fix: 'Write the URL of the upstream.',
    *run({ site, index }) {
      if (site.mirror?.composer.upstream !== 'sample') return;
      const syncing = [...index.groups.values()].find(
        ({ workload, region }) => workload === 'mirror-sync' && region.platform !== 'local',
      );
      if (!syncing && index.regions.some(({ platform }) => platform === 'local')) return;
      yield {
        pointer: below(SITE, 'mirror', 'composer', 'upstream'),
        message: `the sample upstream runs on local alone${syncing ? `, and ${syncing.id} syncs on ${syncing.region.platform}` : ''}`,
        fix: 'https://repo.packagist.org',
        ...(!syncing && { lacking: [below(SITE, 'regions')] }),
      };
    },
  }),
];
