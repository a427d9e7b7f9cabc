import { advance } from '../../../services/agent/advance.ts';
import {
  initialState,
  type Effect,
  type Event,
  type ReleaseRef,
  type Settings,
} from '../../../services/agent/state.ts';
import { defaultTiming } from '../../../services/agent/timing.ts';

export const settings: Settings = { ...defaultTiming, drain: 10_000 };
export const ref = (epoch: number, root = String(epoch % 10).repeat(64)): ReleaseRef => ({ epoch, root });
export const one = ref(1);
export const two = ref(2);
export const healthy: Event = { type: 'health', ok: true, answered: true };
export const unwell: Event = { type: 'health', ok: false, answered: true, reason: 'status 503' };
export const silent: Event = { type: 'health', ok: false, answered: false, reason: 'no answer' };

/** Runs events through the machine, and shows the last step's effects. */
export function play(...events: (Event | { later: number })[]) {
  let state = initialState;
  let effects: Effect[] = [];
  let at = 0;
  for (const event of events) {
    if ('later' in event) at += event.later;
    else ({ state, effects } = advance(state, event, at, settings));
  }
  return { state, effects };
}

export const bootedNew: Event = { type: 'booted', memory: { bad: [] } };
export const bootedOne: Event = {
  type: 'booted',
  run: one,
  memory: { seen: one, chosen: one, proven: one, bad: [] },
};
export const spawned: Event = { type: 'spawned', pid: 10 };
export const runningOne = [bootedOne, spawned, healthy];
export const onTrial = [
  ...runningOne,
  { type: 'pointer', release: two },
  { type: 'installed', release: two },
  { type: 'chosen', release: two },
  { type: 'exited', how: 'signal SIGTERM' },
  { type: 'switched', release: two },
  { type: 'spawned', pid: 11 },
] satisfies Event[];
export const crashed: Event = { type: 'exited', how: 'exit status 3' };
export const restart: Event = { type: 'timer', name: 'restart' };
