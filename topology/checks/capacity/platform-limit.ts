import { capacityLimits } from '../../catalog/limits.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

export const capacityLimit = rule(
  'capacity/platform-limit',
  'capacity is within the limits of the platform',
  function* ({ index }) {
    for (const group of index.groups.values()) {
      for (const { platform, key, most, of } of capacityLimits.rows) {
        const value = group.value.capacity[key];
        if (platform !== group.region.platform || value === undefined || value <= most) continue;
        yield {
          pointer: below(group.pointer, 'capacity', key),
          message: `${key} ${value} is beyond the ${most} that ${of} on ${platform} has room for`,
          allowed: `${most} at most (${cite(capacityLimits)})`,
          fix: String(most),
        };
      }
    }
  },
);
