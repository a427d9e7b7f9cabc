import type { FailedEpoch, Memory, ReleaseRef, Settings, State } from './state.ts';
import { backoff } from './timing.ts';

const KEPT = 20;

/** After a trial that led nowhere: the release that runs is not to be taken again, or not soon. */
export function condemn(state: State, { epoch }: ReleaseRef, reason: string): State {
  const { pardon: _, ...rest } = state;
  const { bad } = state.memory;
  const trials = (bad.find((failed) => failed.epoch === epoch)?.trials ?? 0) + 1;
  const failed: FailedEpoch = { epoch, reason, ...(state.answered === true ? { trials } : {}) };
  const memory: Memory = { ...state.memory, bad: [...absolve(bad, epoch), failed].slice(-KEPT) };
  return { ...rest, memory, releaseReason: describe(failed) };
}

export function absolve(bad: readonly FailedEpoch[], epoch: number): FailedEpoch[] {
  return bad.filter((failed) => failed.epoch !== epoch);
}

/**
 * With the reason why a failed epoch isn't taken; `undefined` when its time to wait is over. That begins with the first
 * look that finds it failed: the agent's clock says nothing beyond its process.
 */
export function whileBanned(
  state: State,
  failed: FailedEpoch,
  at: number,
  settings: Settings,
): State | undefined {
  const { epoch, trials } = failed;
  const next: State = { ...state, releaseReason: describe(failed) };
  if (trials === undefined) return next;
  if (state.pardon?.epoch === epoch) return at < state.pardon.notBefore ? next : undefined;
  const notBefore = at + backoff(trials, settings.pardonBase, settings.pardonMost);
  return { ...next, pardon: { epoch, notBefore } };
}

function describe({ epoch, reason, trials }: FailedEpoch): string {
  return `epoch ${epoch} failed here: ${reason}${trials === undefined ? '' : '; it is tried again later'}`;
}
