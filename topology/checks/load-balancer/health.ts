import { balancerDrain } from '../../catalog/balancer-drain.ts';
import { healthDefaults } from '../../catalog/health.ts';
import { healthLimits } from '../../catalog/health-limits.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { seconds } from '../../plan/duration.ts';
import { rule, type Check } from '../check.ts';

export const balancerTimes: Check[] = [
  rule('lb/health-limit', 'health checks are within what the balancer takes', function* ({ index }) {
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
  }),
  rule('lb/health-timeout', 'a health check ends before the next begins', function* ({ index }) {
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
  }),
  rule('lb/drain-limit', 'connections end within what the balancer takes', function* ({ index }) {
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
  }),
];
