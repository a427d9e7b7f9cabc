import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from '../../../services/agent/advance.ts';
import { initialState, type Effect, type Event, type State } from '../../../services/agent/state.ts';
import { settings, ref, one, healthy, bootedNew, bootedOne } from './play.ts';

/** A world that answers effects as the shell would, in an order that chance decides. */
describe('whatever happens', () => {
  const happening = fc.oneof(
    { weight: 6, arbitrary: fc.constant('answer' as const) },
    fc.constantFrom(
      'crash',
      'healthy',
      'unwell',
      'silent',
      'newer',
      'same-tree',
      'stop',
      'timer',
      'fail',
      'away',
      'later' as const,
    ),
  );

  it('there is one workload at most, nothing is installed or switched twice at once, and a stop ends it', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), fc.boolean(), (happenings, installed) => {
        const world = new World(installed);
        for (const what of happenings) world.happen(what);
        world.happen('stop');
        for (let round = 0; round < 20; round++) world.happen(round % 2 ? 'crash' : 'answer');
        expect(world.state.phase).toBe('ended');
        expect(world.processes).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });
});

class World {
  state: State = initialState;
  processes = 0;
  #at = 0;
  #epoch = 1;
  #pid = 100;
  #answers: ((fails: boolean) => Event)[] = [];
  readonly #timers = new Set<'restart' | 'trial' | 'drain'>();
  #installing = 0;
  #switching = 0;

  constructor(installed: boolean) {
    this.#post(installed ? bootedOne : bootedNew);
  }

  happen(what: string): void {
    const reason = what;
    switch (what) {
      case 'answer':
      case 'fail': {
        const answer = this.#answers.shift();
        return answer && this.#post(answer(what === 'fail'));
      }
      case 'crash':
        if (this.processes === 0) return;
        this.processes--;
        return this.#post({ type: 'exited', how: 'exit status 1' });
      case 'healthy':
        return this.#post(healthy);
      case 'unwell':
        return this.#post({ type: 'health', ok: false, answered: true, reason });
      case 'silent':
        return this.#post({ type: 'health', ok: false, answered: false, reason });
      case 'newer':
        return this.#post({ type: 'pointer', release: ref(++this.#epoch) });
      case 'same-tree':
        return this.#post({
          type: 'pointer',
          release: ref(++this.#epoch, this.state.running?.root ?? one.root),
        });
      case 'away':
        return this.#post({ type: 'pointer-failed', reason });
      case 'later':
        this.#at += 40_000;
        return;
      case 'timer': {
        const [name] = this.#timers;
        if (name === undefined) return;
        this.#timers.delete(name);
        return this.#post({ type: 'timer', name });
      }
      case 'stop':
        return this.#post({ type: 'stop' });
    }
  }

  #post(event: Event): void {
    const { state, effects } = advance(this.state, event, this.#at, settings);
    this.state = state;
    for (const effect of effects) this.#carryOut(effect);
    const runs = ['starting', 'healthy', 'unhealthy', 'stopping'].includes(state.phase);
    expect(this.processes).toBe(runs ? 1 : 0);
    if (runs) expect(state.running).toBeDefined();
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'start':
        expect(this.processes).toBe(0);
        this.processes++;
        this.#answers.unshift(() => ({ type: 'spawned', pid: this.#pid++ }));
        return;
      case 'install':
        expect(++this.#installing).toBe(1);
        this.#answers.push((fails) => {
          this.#installing--;
          const { release } = effect;
          return fails ? { type: 'install-failed', release, reason: 'x' } : { type: 'installed', release };
        });
        return;
      case 'choose':
        expect(this.state.memory.chosen).toEqual(effect.release);
        this.#answers.push((fails) => {
          const { release } = effect;
          return fails ? { type: 'install-failed', release, reason: 'x' } : { type: 'chosen', release };
        });
        return;
      case 'switch':
        expect(this.processes).toBe(0);
        expect(++this.#switching).toBe(1);
        expect(this.state.memory.chosen).toEqual(effect.release);
        this.#answers.unshift((fails) => {
          this.#switching--;
          const { release } = effect;
          return fails ? { type: 'switch-failed', release, reason: 'x' } : { type: 'switched', release };
        });
        return;
      case 'timer':
        this.#timers.add(effect.name);
        return;
      case 'cancel':
        this.#timers.delete(effect.name);
        return;
      case 'signal':
        expect(this.processes).toBe(1);
        return;
      case 'prune':
        for (const release of [this.state.running, this.state.target, this.state.fetching]) {
          if (release) expect(effect.keep).toContain(release.root);
        }
        return;
      case 'remember':
        return;
      case 'end':
        expect(this.processes).toBe(0);
    }
  }
}
