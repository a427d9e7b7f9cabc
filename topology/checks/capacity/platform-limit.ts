import { capacityLimits } from '../../catalog/limits.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

export const capacityLimit = rule({
  code: 'capacity/platform-limit',
  summary: 'capacity is within the limits of the platform',
  why: 'The cloud refuses the group in the middle of an update, when its network and its balancer are there already.',
  allowed: "What the platform's table says, such as 2000 instances in a group of Alibaba Cloud.",
  fix: 'Stay within the limit, or divide the load among several groups.',
  prevents: [
    { cloud: 'tencent', error: 'InvalidParameterValue.Range' },
    { cloud: 'tencent', error: 'LimitExceeded.MaxSizeLimitExceeded' },
    { cloud: 'tencent', error: 'LimitExceeded.MinSizeLimitExceeded' },
    { cloud: 'tencent', error: 'LimitExceeded.DesiredCapacityLimitExceeded' },
  ],
  tables: [capacityLimits],
  *run({ index }) {
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
});
