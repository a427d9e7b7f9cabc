import { regionOf, regionOfZone } from '../../catalog/regions.ts';
import { below } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { RegionEntry, SiteIndex } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';

export const zoneChecks: Check[] = [
  rule('network/zone-of-other-region', 'each zone lies in its region', function* ({ index }) {
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
  }),
  rule('network/zone-unknown', 'the region has each zone', function* ({ index }) {
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
  }),
  rule('network/zone-duplicate', 'no zone is listed twice', function* ({ index }) {
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
