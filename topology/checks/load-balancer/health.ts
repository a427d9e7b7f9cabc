import { balancerDrain } from '../../catalog/balancer-drain.ts';
import { healthDefaults } from '../../catalog/health.ts';
import { healthLimits } from '../../catalog/health-limits.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { seconds } from '../../plan/duration.ts';
import { rule, type Check } from '../check.ts';

export const balancerTimes: Check[] = [
  rule({
    code: 'lb/health-limit',
    summary: 'health checks are within what the balancer takes',
    why: 'The cloud refuses the listener or the target group in the middle of an update.',
    allowed: 'The ranges in the table of the platform and the type of the balancer.',
    fix: 'Take a value within the range.',
    tables: [healthLimits],
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        if (region.platform === 'local' || !value.health) continue;
        const limits = healthLimits.rows[region.platform][value.type ?? 'nlb'];
        for (const word of ['interval', 'timeout', 'healthy', 'unhealthy'] as const) {
          const written = value.health[word];
          if (written === undefined) continue;
          const timed = typeof written === 'string';
          const number = timed ? seconds(written) : written;
          const [least, most] = limits[word];
          if (number >= least && number <= most) continue;
          const unit = timed ? 's' : '';
          yield {
            pointer: below(pointer, 'health', word),
            message: `${word}: ${written} is beyond what a balancer of ${region.platform} takes`,
            allowed: `${least}${unit} to ${most}${unit} (${cite(healthLimits)})`,
            fix: `${Math.min(Math.max(number, least), most)}${unit}`,
          };
        }
      }
    },
  }),
  rule({
    code: 'lb/health-timeout',
    summary: 'a health check ends before the next begins',
    why: 'A check that outlasts the interval overlaps the next one: a slow instance is counted as sick and as well at once, and flaps.',
    allowed: 'timeout at most interval.',
    fix: 'Lower the timeout or raise the interval.',
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        const { interval, timeout } = value.health ?? {};
        const preset = healthDefaults[region.platform];
        const every = interval === undefined ? preset.intervalSeconds : seconds(interval);
        const within = timeout === undefined ? preset.timeoutSeconds : seconds(timeout);
        // What is preset for `local` is haproxy's own business.
        if ((interval ?? timeout) === undefined || within <= every) continue;
        yield {
          pointer: below(pointer, 'health', timeout === undefined ? 'interval' : 'timeout'),
          message: `a check may take ${within} s, and the next begins after ${every} s`,
          fix: timeout === undefined ? `timeout: ${every}s beside it` : `${every}s`,
        };
      }
    },
  }),
  rule({
    code: 'lb/drain-limit',
    summary: 'connections end within what the balancer takes',
    why: 'The balancer would close connections earlier than the file says: long clones break at each deployment.',
    allowed: 'Alibaba Cloud: up to 900 seconds; AWS: up to 3600.',
    fix: "Drain for less at the balancer; the group's own drain may be longer.",
    tables: [balancerDrain],
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        if (region.platform === 'local' || value.drain === undefined) continue;
        const most = balancerDrain.rows[region.platform];
        if (seconds(value.drain) <= most) continue;
        yield {
          pointer: below(pointer, 'drain'),
          message: `a balancer of ${region.platform} keeps the connections of a leaving instance for ${most / 60}m at most`,
          allowed: `0s to ${most}s (${cite(balancerDrain)})`,
          fix: `${most / 60}m`,
        };
      }
    },
  }),
];
