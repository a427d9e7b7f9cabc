import { braces } from '../diagnostics/show.ts';
import type { Platform } from '../plan/plan.ts';
import { alicloudZones } from './alicloud-zones.ts';
import { awsZones } from './aws-zones.ts';
import { cite, type Table } from './table.ts';

/** A region as its platform offers it. */
export interface CatalogRegion {
  zones: string[];
  /** The zones in brief, with their source: `cn-hangzhou-{b,g,h} (NLB zones, table of 2026-11-20)`. */
  offer: string;
}

const tables: Record<Exclude<Platform, 'local'>, Table<Record<string, string>>> = {
  alicloud: alicloudZones,
  aws: awsZones,
};

const LOCAL_REGION = /^local(?:-[1-9][0-9]{0,2})?$/;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** The region, or `undefined` where the platform has none of that name. */
export function regionOf(platform: Platform, name: string): CatalogRegion | undefined {
  const stem = zoneStem(platform, name);
  const list = (letters: readonly string[]) => letters.map((letter) => `${stem}${letter}`);
  if (platform === 'local') {
    return LOCAL_REGION.test(name) ? { zones: list(LETTERS), offer: `${stem}a to ${stem}z` } : undefined;
  }
  const table = tables[platform];
  const letters = Object.hasOwn(table.rows, name) ? table.rows[name] : undefined;
  if (letters === undefined) return undefined;
  return { zones: list([...letters]), offer: `${braces(stem, [...letters])} (${cite(table)})` };
}

/** Names of the platform's regions; `local` has as many as one likes. */
export function regionNames(platform: Platform): string[] {
  return platform === 'local' ? ['local', 'local-1', 'local-2'] : Object.keys(tables[platform].rows);
}

/** The region of the platform that a zone lies in, if it is of the form that zones have there. */
export function regionOfZone(platform: Platform, zone: string): string | undefined {
  const candidates = platform === 'local' ? [zone.slice(0, -2)] : regionNames(platform);
  return candidates.find(
    (name) =>
      regionOf(platform, name) &&
      zone.length === zoneStem(platform, name).length + 1 &&
      zone.startsWith(zoneStem(platform, name)),
  );
}

/** `cn-hangzhou-` but `eu-central-1`: Alibaba's names in mainland China have a hyphen before the letter, as local ones. */
function zoneStem(platform: Platform, region: string): string {
  const hyphen = platform === 'local' || (platform === 'alicloud' && !/[0-9]$/.test(region));
  return hyphen ? `${region}-` : region;
}
