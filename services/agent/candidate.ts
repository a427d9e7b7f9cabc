import { whileBanned } from './failed-epochs.ts';
import type { Effect, Memory, ReleaseRef, Settings, State, Step } from './state.ts';
import { backoff } from './timing.ts';

/** A look at the bucket has found a pointer: whether its release is wanted, and wanted now. */
export function onPointer(
  { junkReason: _, ...state }: State,
  { release, junk }: { release: ReleaseRef; junk?: string },
  at: number,
  settings: Settings,
): Step {
  const bad = state.memory.bad.find(({ epoch }) => epoch === release.epoch);
  const seen = state.memory.seen?.epoch === release.epoch ? state.memory.seen : release;
  const known = junk === undefined ? {} : { junkReason: junk };
  const next: State = { ...state, ...known, memory: { ...state.memory, seen } };
  const effects: Effect[] = seen === state.memory.seen ? [] : [{ do: 'remember' }];
  const { running, retry } = state;
  if (state.fetching || state.target || state.stopRequested) return { state: next, effects };
  if (bad && running?.epoch !== bad.epoch) {
    const waiting = whileBanned(next, bad, at, settings);
    if (waiting) return { state: waiting, effects };
  }
  // Not at every look: each try costs a download, or a stop of the workload.
  if (retry?.epoch === release.epoch && at < retry.notBefore) return { state: next, effects };
  const { releaseReason: _reason, ...upToDate } = next;
  if (running && release.epoch <= running.epoch) return { state: upToDate, effects };
  if (running?.root === release.root) {
    // The same tree under a new epoch: nothing to restart for.
    const { proven } = state.memory;
    const memory: Memory = { ...next.memory, chosen: release };
    if (proven?.epoch === running.epoch) memory.proven = release;
    return { state: { ...upToDate, running: release, memory }, effects: [{ do: 'remember' }] };
  }
  const fetching: State = { ...next, fetching: release };
  // First, for there must be room: releases that failed here are dropped by nothing else.
  const make: Effect[] = [
    { do: 'prune', keep: rootsInUse(fetching) },
    { do: 'install', release },
  ];
  return { state: fetching, effects: [...effects, ...make] };
}

/** After a failure with a release: it isn't the chosen one any more, and has to wait, each time longer. */
export function later(state: State, { epoch }: ReleaseRef, at: number, settings: Settings): State {
  const memory: Memory = { ...state.memory };
  if (memory.chosen?.epoch === epoch) {
    if (state.running) memory.chosen = state.running;
    else delete memory.chosen;
  }
  const failures = state.retry?.epoch === epoch ? state.retry.failures + 1 : 1;
  const notBefore = at + backoff(failures, settings.retryBase, settings.retryMost);
  return { ...state, memory, retry: { epoch, failures, notBefore } };
}

/** Trees that must stay: also those of releases that are on their way. */
export function rootsInUse({ running, fetching, target, memory }: State): string[] {
  const releases = [running, memory.proven, target, fetching].filter((release) => release !== undefined);
  return [...new Set(releases.map(({ root }) => root))];
}
