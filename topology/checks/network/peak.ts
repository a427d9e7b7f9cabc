import { subnetAddresses } from '../../catalog/subnet-addresses.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import { scheduleEntries, type GroupEntry } from '../../site-index.ts';
import type { CheckContext } from '../check.ts';

/** Percent of desired that there may be while instances are replaced, where the words are there without a number. */
const REPLACING = 110;

/** The most instances that a group ever has. */
export interface Peak {
  group: GroupEntry;
  count: number;
  /** Of the number that says it, and in words. */
  pointer: Pointer;
  message: string;
  /** Whether its zones always have the same; else it fills whichever has room. */
  balanced: boolean;
}

/**
 * Its largest max, that of a schedule included; a warm pool, whose instances keep their addresses; and those that are
 * there twice while they are replaced or spread anew.
 */
export function peakOf(group: GroupEntry, { site }: CheckContext): Peak {
  const { name, pointer, region, value } = group;
  const { warmPool = 0 } = value.capacity;
  let max = value.capacity.max;
  let place = below(pointer, 'capacity', 'max');
  for (const [key, schedule] of scheduleEntries(value.schedules)) {
    if (schedule.max === undefined || schedule.max <= max) continue;
    max = schedule.max;
    place = below(pointer, 'schedules', key, 'max');
  }
  const preset = { ...site.defaults?.group, ...value };
  const extra = max === 0 ? 0 : beyond(region.platform, max, preset);
  const pool = region.platform === 'aws' ? warmPool : 0;
  return {
    group,
    count: max + extra + pool,
    pointer: place,
    message:
      `${name} can have ${max}` +
      (extra > 0 ? `, ${extra} more while they are replaced` : '') +
      (pool > 0 ? `, and ${pool} warm ones` : ''),
    // Alibaba Cloud's other policies take the zone that comes first or costs least, and the next where it is full.
    balanced: region.platform !== 'alicloud' || preset.spread === 'balance',
  };
}

function beyond(
  platform: GroupEntry['region']['platform'],
  max: number,
  { refresh, maintenance }: Pick<GroupEntry['value'], 'refresh' | 'maintenance'>,
): number {
  // New before old, one at a time.
  if (platform === 'local') return 1;
  const percents = [refresh, maintenance].flatMap((word) => (word ? [word.maxHealthy ?? REPLACING] : []));
  const percent = Math.max(subnetAddresses.rows[platform].rebalance, ...percents.map((each) => each - 100));
  return percent === 0 ? 0 : Math.max(1, Math.ceil((max * percent) / 100));
}
