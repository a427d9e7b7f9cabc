import type { RefreshOptions } from '../live-group.ts';

/** States of a refresh in which no second one may begin. */
const UNFINISHED = new Set([
  'Pending',
  'InProgress',
  'Paused',
  'CheckpointPause',
  'Cancelling',
  'RollbackInProgress',
]);

export const isUnfinished = ({ Status }: { Status: string }): boolean => UNFINISHED.has(Status);

/** Parameters of StartInstanceRefresh, without the group's. */
export function refreshRequest(options: RefreshOptions): Record<string, unknown> {
  const { minHealthy, maxHealthy, checkpoints = [], pauseSeconds, skipMatching = true } = options;
  return {
    MinHealthyPercentage: minHealthy,
    MaxHealthyPercentage: maxHealthy,
    SkipMatching: skipMatching,
    ...(checkpoints.length > 0 && { Checkpoints: checkpoints.map((Percentage) => ({ Percentage })) }),
    // In minutes.
    ...(checkpoints.length > 0 && pauseSeconds !== undefined && { CheckpointPauseTime: pauseSeconds / 60 }),
  };
}
