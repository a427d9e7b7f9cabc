import { healthLimits } from '../../../topology/catalog/health-limits.ts';
import type { Platform } from '../../../topology/plan/words.ts';
import type { Dice } from './dice.ts';
import type { Written } from './group.ts';

interface BalancerPlace {
  platform: Platform;
  group: string;
  /** A further group of the region, for a share of what comes. */
  canary?: string;
  /** Whether the CDN may be the only one that connects. */
  maybeEdgeAlone: boolean;
  listeners: readonly ('http' | 'https' | 'ssh')[];
  /** Whether TLS ends here where there is an https listener. */
  international: boolean;
}

/** A balancer that its platform can make. */
export function balancerOf(dice: Dice, place: BalancerPlace): Written {
  const { platform, group, canary, listeners } = place;
  const classic =
    platform === 'alicloud' && !(listeners.includes('https') && place.international) && dice.chance(50);
  const type = platform === 'aws' ? 'nlb' : classic ? 'clb' : 'nlb';
  const ports =
    platform === 'local' ? { http: 8080, https: 8443, ssh: 2222 } : { http: 80, https: 443, ssh: 22 };
  return {
    ...((classic || dice.chance(40)) && { type }),
    group,
    listeners: Object.fromEntries(
      listeners.map((listener) => [listener, ports[listener] + dice.of([0, 0, 100])]),
    ),
    ...dice.maybe(30, () => ({ deny: dice.some(['198.51.100.0/24', '203.0.113.7/32', '192.0.2.0/25'], 1) })),
    ...(place.maybeEdgeAlone
      ? dice.maybe(60, () => ({ allow: 'cdn' }))
      : dice.maybe(20, () => ({ allow: 'any' }))),
    ...dice.maybe(30, () => ({ tls: listeners.includes('https') ? 'balancer' : 'edge' })),
    ...dice.maybe(40, () => ({ health: healthOf(dice, platform, type) })),
    ...(platform !== 'local' && dice.maybe(30, () => ({ drain: dice.minutes(1, 15) }))),
    ...(platform === 'alicloud' && canary !== undefined && { weights: { [canary]: dice.int(1, 100) } }),
  };
}

function healthOf(dice: Dice, platform: Platform, type: 'nlb' | 'clb'): Written {
  const path = { path: dice.of(['/healthz', '/health/ready']) };
  if (platform === 'local') return dice.chance(50) ? path : { path: '/healthz' };
  const { interval, healthy, unhealthy } = healthLimits.rows[platform][type];
  const every = dice.int(interval[0] + 1, Math.min(interval[1], 50));
  return {
    ...dice.maybe(50, () => path),
    ...dice.maybe(40, () => ({ port: 8080 })),
    ...dice.maybe(60, () => ({ interval: `${every}s`, timeout: `${dice.int(2, Math.max(2, every - 1))}s` })),
    ...dice.maybe(50, () => ({ healthy: dice.int(...healthy) })),
    ...dice.maybe(50, () => ({ unhealthy: dice.int(...unhealthy) })),
  };
}
