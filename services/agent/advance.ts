import { later, onPointer, rootsInUse } from './candidate.ts';
import { absolve, condemn } from './failed-epochs.ts';
import type { Effect, Event, Memory, ReleaseRef, Settings, State, Step, TimerName } from './state.ts';
import { backoff } from './timing.ts';

/** Ends in a row on trial after which a release isn't waited for any longer. */
const TRIAL_FAILURES = 3;

/** What the agent does next; `at` is the present time in milliseconds. The shell carries out the effects in order. */
export function advance(state: State, event: Event, at: number, settings: Settings): Step {
  if (state.phase === 'ended') return { state, effects: [] };
  switch (event.type) {
    case 'booted': {
      const booted = { ...state, memory: event.memory };
      return event.run
        ? start({ ...booted, running: event.run }, at, settings)
        : { state: booted, effects: [] };
    }
    case 'pointer':
      return onPointer(state, event, at, settings);
    case 'pointer-failed':
      return { state: { ...state, releaseReason: event.reason }, effects: [] };
    case 'installed': {
      const memory: Memory = { ...state.memory, chosen: event.release };
      return { state: { ...state, memory }, effects: [{ do: 'choose', release: event.release }] };
    }
    case 'chosen': {
      const { fetching: _, ...rest } = state;
      if (state.stopRequested) return { state: rest, effects: [] };
      return moveTo(rest, event.release, settings);
    }
    case 'install-failed': {
      const { fetching: _, ...rest } = state;
      const releaseReason = `epoch ${event.release.epoch} can't be installed: ${event.reason}`;
      return { state: later({ ...rest, releaseReason }, event.release, at, settings), effects: [] };
    }
    case 'switched':
      return onSwitched(state, event.release, at, settings);
    case 'switch-failed':
      return onSwitchFailed(state, event, at, settings);
    case 'spawned':
      return { state: { ...state, pid: event.pid }, effects: [] };
    case 'exited':
      return onExited(state, event.how, at, settings);
    case 'health':
      return onHealth(state, event, at, settings);
    case 'timer':
      return onTimer(state, event.name, at, settings);
    case 'stop':
      return onStop(state, settings);
  }
}

/** Towards an installed release: at once where nothing runs, else as soon as the workload has stopped. */
function moveTo(state: State, release: ReleaseRef, settings: Settings): Step {
  const next: State = { ...state, target: release };
  if (state.phase === 'stopping' || state.phase === 'switching') return { state: next, effects: [] };
  if (hasProcess(state)) return stopWorkload(next, settings);
  return beginSwitch(next, release, [{ do: 'cancel', name: 'restart' }]);
}

function beginSwitch(state: State, release: ReleaseRef, effects: Effect[]): Step {
  const memory: Memory = { ...state.memory, chosen: release };
  return {
    state: { ...state, phase: 'switching', memory },
    effects: [...effects, { do: 'cancel', name: 'trial' }, { do: 'switch', release }],
  };
}

function onSwitched(state: State, release: ReleaseRef, at: number, settings: Settings): Step {
  const { target, workloadReason: _reason, retry: _retry, releaseReason, ...rest } = state;
  if (state.stopRequested) return end(rest);
  // Chosen while this one was being switched to.
  if (target && target.epoch !== release.epoch)
    return beginSwitch({ ...state, running: release }, target, []);
  // Back on an older release, the reason for that still holds.
  const isNewest = release.epoch === state.memory.seen?.epoch;
  const reason = isNewest || releaseReason === undefined ? {} : { releaseReason };
  const memory: Memory = { ...state.memory, chosen: release };
  return start({ ...rest, ...reason, memory, running: release, failures: 0 }, at, settings);
}

function onSwitchFailed(
  state: State,
  { release, reason }: { release: ReleaseRef; reason: string },
  at: number,
  settings: Settings,
): Step {
  const { target, ...rest } = state;
  if (state.stopRequested) return end(rest);
  const releaseReason = `epoch ${release.epoch} can't be switched to: ${reason}`;
  const next = later({ ...rest, releaseReason }, release, at, settings);
  if (target && target.epoch !== release.epoch) return beginSwitch({ ...next, target }, target, []);
  if (!state.running) return { state: { ...next, phase: 'waiting' }, effects: [] };
  return start(next, at, settings);
}

function start(state: State, at: number, settings: Settings): Step {
  const { healthySince: _since, answered: _answered, ...rest } = state;
  const effects: Effect[] = [{ do: 'start' }];
  if (isOnTrial(state)) effects.push({ do: 'timer', name: 'trial', ms: settings.trial });
  return { state: { ...rest, phase: 'starting', heardAt: at }, effects };
}

function onExited(state: State, how: string, at: number, settings: Settings): Step {
  const { pid: _pid, healthySince: _since, answered: _answered, ...rest } = state;
  const effects: Effect[] = [{ do: 'cancel', name: 'drain' }];
  if (state.stopRequested) return end(rest);
  if (state.target) return beginSwitch(rest, state.target, effects);
  const failures = failuresSoFar(state, at, settings) + 1;
  const workloadReason = `the workload ended: ${how}`;
  const next: State = { ...rest, phase: 'backoff', failures, workloadReason };
  if (failures >= TRIAL_FAILURES && isOnTrial(state) && state.memory.proven) {
    return goBack(next, settings);
  }
  const ms = backoff(failures, settings.restartBase, settings.restartMost);
  return { state: next, effects: [...effects, { do: 'timer', name: 'restart', ms }] };
}

function onHealth(
  state: State,
  event: { ok: boolean; answered: boolean; reason?: string },
  at: number,
  settings: Settings,
): Step {
  const looks = state.phase === 'starting' || state.phase === 'healthy' || state.phase === 'unhealthy';
  if (!looks) return { state, effects: [] };
  if (!event.ok) {
    const { healthySince: _, ...rest } = state;
    const next: State = {
      ...rest,
      phase: state.phase === 'starting' ? 'starting' : 'unhealthy',
      answered: event.answered,
      failures: failuresSoFar(state, at, settings),
      workloadReason: event.reason ?? 'the workload is not healthy',
    };
    if (event.answered) return { state: { ...next, heardAt: at }, effects: [] };
    const hangs = at - state.heardAt >= settings.silent;
    return {
      state: hangs ? { ...next, heardAt: at } : next,
      effects: hangs ? [{ do: 'signal', signal: 'SIGKILL' }] : [],
    };
  }
  const { workloadReason: _, ...rest } = state;
  const healthySince = state.healthySince ?? at;
  const next: State = { ...rest, phase: 'healthy', heardAt: at, answered: true, healthySince };
  if (!state.running || !isOnTrial(state)) return { state: next, effects: [] };
  const { proven } = state.memory;
  // The first one is the best there is. Another one may be healthy for a moment before each of its ends.
  if (proven && at - healthySince < settings.proving) return { state: next, effects: [] };
  const bad = absolve(state.memory.bad, state.running.epoch);
  return {
    state: { ...next, memory: { ...state.memory, bad, proven: state.running } },
    effects: [
      { do: 'cancel', name: 'trial' },
      { do: 'remember' },
      // With the one before, which was the way back until now.
      { do: 'prune', keep: rootsInUse(next) },
    ],
  };
}

/** Ends in a row until now: a stable time makes them forgotten. */
function failuresSoFar({ healthySince, failures }: State, at: number, settings: Settings): number {
  return healthySince !== undefined && at - healthySince >= settings.stable ? 0 : failures;
}

function onTimer(state: State, name: TimerName, at: number, settings: Settings): Step {
  switch (name) {
    case 'restart':
      if (state.phase !== 'backoff') return { state, effects: [] };
      return restart(state, at);
    case 'drain':
      return { state, effects: hasProcess(state) ? [{ do: 'signal', signal: 'SIGKILL' }] : [] };
    case 'trial': {
      const pending = state.stopRequested || state.target !== undefined;
      if (pending || !isOnTrial(state) || !state.memory.proven) return { state, effects: [] };
      // It became healthy just in time: it has yet to stay so.
      if (state.phase === 'healthy') {
        return { state, effects: [{ do: 'timer', name: 'trial', ms: settings.proving }] };
      }
      return goBack(state, settings);
    }
  }
}

/** The same release again: a trial that is under way goes on. */
function restart(state: State, at: number): Step {
  const next: State = { ...state, phase: 'starting', heardAt: at, restarts: state.restarts + 1 };
  return { state: next, effects: [{ do: 'start' }] };
}

function goBack(state: State, settings: Settings): Step {
  const { running } = state;
  const back = state.memory.proven;
  if (!running || !back) return { state, effects: [] };
  const reason = state.workloadReason ?? 'its workload did not become healthy in time';
  return moveTo(condemn(state, running, reason), back, settings);
}

function onStop(state: State, settings: Settings): Step {
  if (state.stopRequested) return { state, effects: [] };
  const next: State = { ...state, stopRequested: true };
  if (hasProcess(state))
    return state.phase === 'stopping' ? { state: next, effects: [] } : stopWorkload(next, settings);
  return state.phase === 'switching' ? { state: next, effects: [] } : end(next);
}

function stopWorkload(state: State, settings: Settings): Step {
  const effects: Effect[] = [
    { do: 'cancel', name: 'trial' },
    { do: 'signal', signal: 'SIGTERM' },
    { do: 'timer', name: 'drain', ms: settings.drain },
  ];
  return { state: { ...state, phase: 'stopping' }, effects };
}

function end(state: State): Step {
  return { state: { ...state, phase: 'ended' }, effects: [{ do: 'end' }] };
}

function hasProcess({ phase }: State): boolean {
  return phase === 'starting' || phase === 'healthy' || phase === 'unhealthy' || phase === 'stopping';
}

function isOnTrial({ running, memory }: State): boolean {
  return running !== undefined && memory.proven?.epoch !== running.epoch;
}
