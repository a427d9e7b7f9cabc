import { alicloudZones } from '../../catalog/alicloud-zones.ts';
import { awsZones } from '../../catalog/aws-zones.ts';
import { regionOf, regionOfZone } from '../../catalog/regions.ts';
import { below } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { RegionEntry, SiteIndex } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';

export const zoneChecks: Check[] = [
  rule({
    code: 'network/zone-of-other-region',
    summary: 'each zone lies in its region',
    why: 'The preview passes, and the update fails at the subnet, with an error that speaks of a missing subnet instead of the wrong zone.',
    allowed: 'Zones of the region, from the table.',
    fix: 'Take the zone of the same letter in this region.',
    prevents: [
      { cloud: 'tencent', error: 'InvalidParameterValue.ZoneMismatchRegion' },
      { cloud: 'alicloud', error: 'InvalidVSwitchId.NotFound' },
    ],
    tables: [alicloudZones, awsZones],
    *run({ index }) {
      for (const { region, zone, pointer, offer, free } of zonesOutside(index)) {
        const other = regionOfZone(region.platform, zone);
        if (other === undefined || other === region.name) continue;
        yield {
          pointer,
          message: `${zone} lies in ${other}, not ${region.name}`,
          allowed: offer,
          // The same letter where the region has it free, which is what one meant who copied a line.
          fix: suggest(`${region.name}${zone.slice(other.length)}`, free) ?? otherZone(free),
        };
      }
    },
  }),
  rule({
    code: 'network/zone-unknown',
    summary: 'the region has each zone',
    why: "The zone doesn't exist, is closed, or has no network load balancers: the update fails at the subnet or at the balancer.",
    allowed: 'Zones of the region, from the table.',
    fix: 'Take a zone of the table.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.ZoneMismatchRegion' }],
    tables: [alicloudZones, awsZones],
    *run({ index }) {
      for (const { region, zone, pointer, offer, free } of zonesOutside(index)) {
        const other = regionOfZone(region.platform, zone);
        if (other !== undefined && other !== region.name) continue;
        yield {
          pointer,
          message: `${region.name} has no zone ${zone}`,
          allowed: offer,
          fix: suggest(zone, free) ?? otherZone(free),
        };
      }
    },
  }),
  rule({
    code: 'network/zone-duplicate',
    summary: 'no zone is listed twice',
    why: 'One zone written twice looks like two: when it fails, all is gone, though the file promised otherwise.',
    allowed: 'Each zone once.',
    fix: 'Take another zone.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.DuplicatedSubnet' }],
    *run({ index }) {
      for (const { pointer, value } of index.regions) {
        const { zones } = value.network;
        for (const [position, zone] of zones.entries()) {
          const first = zones.indexOf(zone);
          if (first === position) continue;
          yield {
            pointer: below(pointer, 'network', 'zones', position),
            message: `${zone} is listed twice: it is one zone, with one subnet`,
            fix: 'another zone, or each only once',
            related: [{ pointer: below(pointer, 'network', 'zones', first), message: 'the first is here' }],
          };
        }
      }
    },
  }),
];

const otherZone = (free: string[]): string => free[0] ?? 'leave it out: all zones are in the list';

/** Zones that their region doesn't have; none for a region that the platform doesn't have, which is told by itself. */
function* zonesOutside(index: SiteIndex): Generator<{
  region: RegionEntry;
  zone: string;
  pointer: string;
  offer: string;
  /** Zones of the region that the list doesn't have yet. */
  free: string[];
}> {
  for (const region of index.regions) {
    const known = regionOf(region.platform, region.name);
    if (!known) continue;
    const { zones } = region.value.network;
    const free = known.zones.filter((zone) => !zones.includes(zone));
    for (const [position, zone] of zones.entries()) {
      if (known.zones.includes(zone)) continue;
      yield {
        region,
        zone,
        pointer: below(region.pointer, 'network', 'zones', position),
        offer: known.offer,
        free,
      };
    }
  }
}
