import { alicloudZones } from '../../catalog/alicloud-zones.ts';
import { awsZones } from '../../catalog/aws-zones.ts';
import { regionOf } from '../../catalog/regions.ts';
import { below } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

/** With one, the loss of a zone is the loss of the region. */
const PRODUCTION_ZONES = 2;

export const zonesOfStage = rule({
  code: 'network/zones-of-production',
  summary: 'a region in production has two zones or more',
  why: 'With one zone, the loss of the zone is the loss of the region.',
  allowed: 'Two zones or more in production, where the region has them.',
  fix: 'Add a second zone.',
  exemptible: true,
  tables: [alicloudZones, awsZones],
  *run({ site, index }) {
    if (site.stage !== 'production') return;
    for (const { name, platform, pointer, value } of index.regions) {
      const { zones } = value.network;
      if (platform === 'local' || zones.length === 0 || zones.length >= PRODUCTION_ZONES) continue;
      const offered = regionOf(platform, name)?.zones ?? [];
      // There are regions with a single zone.
      if (offered.length < PRODUCTION_ZONES) continue;
      const other = offered.find((zone) => !zones.includes(zone));
      yield {
        pointer: below(pointer, 'network', 'zones'),
        message: `${name} has one zone, and in production none may take the region with it`,
        allowed: `${PRODUCTION_ZONES} or more`,
        fix: `[${[...zones, other].join(', ')}]`,
        lacking: [below(pointer, 'network', 'zones')],
      };
    }
  },
});
