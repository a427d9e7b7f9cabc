import type { Timing } from './timing.ts';

/** A release by its place in the channel and its tree. */
export interface ReleaseRef {
  epoch: number;
  /** Root digest. */
  root: string;
}

export interface FailedEpoch {
  epoch: number;
  reason: string;
  /**
   * How often its workload answered throughout a trial that it isn't well. That may be for what it needs being away, so
   * it is tried again, each time later. Absent where it ended or kept silent: that is its own doing, and for good.
   */
  trials?: number;
}

/** What outlives the agent's process. */
export interface Memory {
  /** Newest pointer that was verified; nothing older is accepted any more. */
  seen?: ReleaseRef;
  /** What is to run: written before `current` is switched, so that a kill in between is made good at the next boot. */
  chosen?: ReleaseRef;
  /** The last one whose workload has been healthy for a while: the way back. */
  proven?: ReleaseRef;
  /** Epochs that failed here. Newest last; only the latest are kept. */
  bad: FailedEpoch[];
}

/**
 * `waiting`: for a first release. `starting`: not yet healthy since its start. `backoff`: ended by itself, to be started
 * again. `stopping`: told to end, for another release or for good. `switching`: between two releases.
 */
export type Phase =
  'waiting' | 'starting' | 'healthy' | 'unhealthy' | 'backoff' | 'stopping' | 'switching' | 'ended';

export interface State {
  phase: Phase;
  memory: Memory;
  running?: ReleaseRef;
  /** Being fetched, and then written down as the one to run. */
  fetching?: ReleaseRef;
  /** An epoch that could not be installed, or not switched to, and how often in a row. */
  retry?: { epoch: number; failures: number; notBefore: number };
  /** A failed epoch that is tried again, but not before this time. */
  pardon?: { epoch: number; notBefore: number };
  /** Installed; takes over as soon as the workload has stopped. */
  target?: ReleaseRef;
  pid?: number;
  /** Starts after the first, over the agent's life. */
  restarts: number;
  /** Ends in a row without a stable time in between. */
  failures: number;
  /** Beginning of the unbroken time in health. */
  healthySince?: number;
  /** Whether the last look at the workload's health got an HTTP answer, good or bad. */
  answered?: boolean;
  /** When the workload last answered anything, or was started. */
  heardAt: number;
  stopRequested: boolean;
  /** Why the workload isn't healthy. */
  workloadReason?: string;
  /** Why the newest release isn't running. */
  releaseReason?: string;
  /** What lies in the bucket as if it were a newer release, and doesn't count. */
  junkReason?: string;
}

export type TimerName = 'restart' | 'trial' | 'drain';

export type Event =
  /** `run`: the installed release to start with, if any. */
  | { type: 'booted'; memory: Memory; run?: ReleaseRef }
  | { type: 'pointer'; release: ReleaseRef; junk?: string }
  | { type: 'pointer-failed'; reason: string }
  | { type: 'installed'; release: ReleaseRef }
  | { type: 'chosen'; release: ReleaseRef }
  | { type: 'install-failed'; release: ReleaseRef; reason: string }
  | { type: 'switched'; release: ReleaseRef }
  | { type: 'switch-failed'; release: ReleaseRef; reason: string }
  | { type: 'spawned'; pid: number }
  | { type: 'exited'; how: string }
  /** `answered`: there was an HTTP answer, good or bad. */
  | { type: 'health'; ok: boolean; answered: boolean; reason?: string }
  | { type: 'timer'; name: TimerName }
  | { type: 'stop' };

export type Effect =
  | { do: 'install'; release: ReleaseRef }
  /** Writes the memory while the old workload still runs: where that fails, as on a full disk, nothing was stopped. */
  | { do: 'choose'; release: ReleaseRef }
  /** Writes the memory, then switches `current`. */
  | { do: 'switch'; release: ReleaseRef }
  | { do: 'start' }
  | { do: 'signal'; signal: 'SIGTERM' | 'SIGKILL' }
  | { do: 'timer'; name: TimerName; ms: number }
  | { do: 'cancel'; name: TimerName }
  | { do: 'remember' }
  | { do: 'prune'; keep: string[] }
  | { do: 'end' };

export interface Settings extends Timing {
  /** Milliseconds a workload may take to stop. */
  drain: number;
}

export interface Step {
  state: State;
  effects: Effect[];
}

export const initialState: State = {
  phase: 'waiting',
  memory: { bad: [] },
  restarts: 0,
  failures: 0,
  heardAt: 0,
  stopRequested: false,
};
