import type { Pointer } from '../diagnostics/diagnostic.ts';
import type { Maintenance as WrittenMaintenance, Refresh as WrittenRefresh } from '../schema/refresh.ts';
import { seconds } from './duration.ts';
import type { Maintenance, Refresh } from './lifecycle.ts';

/** Percent of desired, of whatever replaces instances. */
const MIN_HEALTHY = 90;
const MAX_HEALTHY = 110;

const PAUSE = '10m';

export function planRefresh(written: WrittenRefresh, origin: Pointer): Refresh {
  const { checkpoints = [], pause = PAUSE, skipMatching = true, autoRollback = false } = written;
  return {
    origin,
    minHealthy: written.minHealthy ?? MIN_HEALTHY,
    maxHealthy: written.maxHealthy ?? MAX_HEALTHY,
    // A refresh ends at its last checkpoint, and would leave the rest of the instances as they are.
    checkpoints: checkpoints.length === 0 || checkpoints.at(-1) === 100 ? checkpoints : [...checkpoints, 100],
    pauseSeconds: seconds(pause),
    skipMatching,
    autoRollback,
  };
}

export function planMaintenance(written: WrittenMaintenance, origin: Pointer): Maintenance {
  const { minHealthy = MIN_HEALTHY, maxHealthy = MAX_HEALTHY } = written;
  return { origin, minHealthy, maxHealthy };
}
