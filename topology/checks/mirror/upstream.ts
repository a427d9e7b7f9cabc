import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const upstreamChecks: Check[] = [
  rule('mirror/sample-not-local', 'the sample upstream is used on local alone', function* ({ site, index }) {
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
  }),
];
