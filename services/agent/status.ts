import type { Phase, State } from './state.ts';

/** What `GET /status.json` of an agent answers. */
export interface AgentStatus {
  id: string;
  /** Root digest of the release that runs. */
  release?: string;
  epoch?: number;
  state: Phase;
  healthy: boolean;
  /** Why it isn't healthy, why it doesn't run the newest release, or what in the bucket it took for none. */
  reason?: string;
  /** Of the workload. */
  pid?: number;
  /** Times the workload was started again after it had ended by itself. */
  restarts: number;
}

export function statusOf(id: string, state: State): AgentStatus {
  const { phase, running, pid, restarts, workloadReason, releaseReason, junkReason } = state;
  const healthy = phase === 'healthy';
  const reasons = [healthy ? undefined : workloadReason, releaseReason, junkReason].filter(
    (reason) => reason !== undefined,
  );
  return {
    id,
    ...(running ? { release: running.root, epoch: running.epoch } : {}),
    state: phase,
    healthy,
    ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
    ...(pid === undefined ? {} : { pid }),
    restarts,
  };
}
