import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from '../../../services/agent/advance.ts';
import {
  initialState,
  type Effect,
  type Event,
  type ReleaseRef,
  type Settings,
  type State,
} from '../../../services/agent/state.ts';
import { statusOf } from '../../../services/agent/status.ts';
import { backoff, defaultTiming, jitter, untilNextLook } from '../../../services/agent/timing.ts';

const settings: Settings = { ...defaultTiming, drain: 10_000 };
const ref = (epoch: number, root = String(epoch % 10).repeat(64)): ReleaseRef => ({ epoch, root });
const one = ref(1);
const two = ref(2);
const healthy: Event = { type: 'health', ok: true, answered: true };
const unwell: Event = { type: 'health', ok: false, answered: true, reason: 'status 503' };
const silent: Event = { type: 'health', ok: false, answered: false, reason: 'no answer' };

/** Runs events through the machine, and shows the last step's effects. */
function play(...events: (Event | { later: number })[]) {
  let state = initialState;
  let effects: Effect[] = [];
  let at = 0;
  for (const event of events) {
    if ('later' in event) at += event.later;
    else ({ state, effects } = advance(state, event, at, settings));
  }
  return { state, effects };
}

const bootedNew: Event = { type: 'booted', memory: { bad: [] } };
const bootedOne: Event = {
  type: 'booted',
  run: one,
  memory: { seen: one, chosen: one, proven: one, bad: [] },
};
const spawned: Event = { type: 'spawned', pid: 10 };
const runningOne = [bootedOne, spawned, healthy];
const onTrial = [
  ...runningOne,
  { type: 'pointer', release: two },
  { type: 'installed', release: two },
  { type: 'chosen', release: two },
  { type: 'exited', how: 'signal SIGTERM' },
  { type: 'switched', release: two },
  { type: 'spawned', pid: 11 },
] satisfies Event[];
const crashed: Event = { type: 'exited', how: 'exit status 3' };
const restart: Event = { type: 'timer', name: 'restart' };

describe('the agent', () => {
  it.each<[string, (Event | { later: number })[], string, Effect[]]>([
    ['waits without a release', [bootedNew], 'waiting', []],
    ['starts what is installed', [bootedOne], 'starting', [{ do: 'start' }]],
    [
      'goes on with a trial after a restart of its own',
      [{ type: 'booted', run: two, memory: { chosen: two, proven: one, bad: [] } }],
      'starting',
      [{ do: 'start' }, { do: 'timer', name: 'trial', ms: settings.trial }],
    ],
    [
      'installs a newer release while the old one runs',
      [...runningOne, { type: 'pointer', release: two }],
      'healthy',
      [{ do: 'remember' }, { do: 'prune', keep: [one.root, two.root] }, { do: 'install', release: two }],
    ],
    [
      'writes down what it will run before it stops anything',
      onTrial.slice(0, 5),
      'healthy',
      [{ do: 'choose', release: two }],
    ],
    [
      'stops nothing where that fails',
      [...onTrial.slice(0, 5), { type: 'install-failed', release: two, reason: 'ENOSPC' }],
      'healthy',
      [],
    ],
    [
      'does not install twice at once',
      [...runningOne, { type: 'pointer', release: two }, { type: 'pointer', release: two }],
      'healthy',
      [],
    ],
    ['does nothing for what already runs', [...runningOne, { type: 'pointer', release: one }], 'healthy', []],
    [
      'only notes a new epoch of the same tree',
      [...runningOne, { type: 'pointer', release: ref(2, one.root) }],
      'healthy',
      [{ do: 'remember' }],
    ],
    [
      'stops the workload for an installed release',
      onTrial.slice(0, 6),
      'stopping',
      [
        { do: 'cancel', name: 'trial' },
        { do: 'signal', signal: 'SIGTERM' },
        { do: 'timer', name: 'drain', ms: 10_000 },
      ],
    ],
    [
      'kills one that does not stop',
      [...onTrial.slice(0, 6), { type: 'timer', name: 'drain' }],
      'stopping',
      [{ do: 'signal', signal: 'SIGKILL' }],
    ],
    [
      'switches when it has stopped',
      onTrial.slice(0, 7),
      'switching',
      [
        { do: 'cancel', name: 'drain' },
        { do: 'cancel', name: 'trial' },
        { do: 'switch', release: two },
      ],
    ],
    [
      'does not take a release for proven that has just become healthy',
      [...onTrial, healthy, { later: settings.proving - 1 }, healthy],
      'healthy',
      [],
    ],
    [
      'does not take a release for proven that was unwell in between',
      [...onTrial, healthy, unwell, { later: settings.proving }, healthy],
      'healthy',
      [],
    ],
    [
      'gives a release that became healthy at the last moment the time to prove itself',
      [...onTrial, healthy, { type: 'timer', name: 'trial' }],
      'healthy',
      [{ do: 'timer', name: 'trial', ms: settings.proving }],
    ],
    [
      'goes back from a release that is healthy for a moment before each of its ends',
      [...onTrial, healthy, crashed, restart, healthy, crashed, restart, healthy, crashed],
      'switching',
      [
        { do: 'cancel', name: 'restart' },
        { do: 'cancel', name: 'trial' },
        { do: 'switch', release: one },
      ],
    ],
    [
      'keeps a proven release and the one before',
      [...onTrial, healthy, { later: settings.proving }, healthy],
      'healthy',
      [{ do: 'cancel', name: 'trial' }, { do: 'remember' }, { do: 'prune', keep: [two.root, one.root] }],
    ],
    [
      'goes back when a trial runs out',
      [...onTrial, { type: 'timer', name: 'trial' }],
      'stopping',
      [
        { do: 'cancel', name: 'trial' },
        { do: 'signal', signal: 'SIGTERM' },
        { do: 'timer', name: 'drain', ms: 10_000 },
      ],
    ],
    [
      'goes back at once when a release on trial ends again and again',
      [...onTrial, crashed, restart, crashed, restart, crashed],
      'switching',
      [
        { do: 'cancel', name: 'restart' },
        { do: 'cancel', name: 'trial' },
        { do: 'switch', release: one },
      ],
    ],
    [
      'starts the old release again when switching fails',
      [...onTrial.slice(0, 7), { type: 'switch-failed', release: two, reason: 'ENOSPC' }],
      'starting',
      [{ do: 'start' }],
    ],
    [
      'waits before it starts a crashed workload again',
      [...runningOne, crashed],
      'backoff',
      [
        { do: 'cancel', name: 'drain' },
        { do: 'timer', name: 'restart', ms: 250 },
      ],
    ],
    ['ends at once without a workload', [bootedNew, { type: 'stop' }], 'ended', [{ do: 'end' }]],
    ['ends when the workload has', [...runningOne, { type: 'stop' }, crashed], 'ended', [{ do: 'end' }]],
    [
      'ends while it waits for a restart',
      [...runningOne, crashed, { type: 'stop' }],
      'ended',
      [{ do: 'end' }],
    ],
    [
      'goes on to a release that was chosen during a switch',
      [...onTrial.slice(0, 7), { type: 'chosen', release: ref(3) }, { type: 'switched', release: two }],
      'switching',
      [
        { do: 'cancel', name: 'trial' },
        { do: 'switch', release: ref(3) },
      ],
    ],
    [
      'goes on to it also where that switch fails',
      [
        ...onTrial.slice(0, 7),
        { type: 'chosen', release: ref(3) },
        { type: 'switch-failed', release: two, reason: 'ENOSPC' },
      ],
      'switching',
      [
        { do: 'cancel', name: 'trial' },
        { do: 'switch', release: ref(3) },
      ],
    ],
    ['finishes a switch before it ends', [...onTrial.slice(0, 7), { type: 'stop' }], 'switching', []],
  ])('%s', (_, events, phase, effects) => {
    const step = play(...events);
    expect(step.state.phase).toBe(phase);
    expect(step.effects).toEqual(effects);
  });

  it('does not try a failed epoch again, but takes the next one, of the same tree, too', () => {
    const back: Event[] = [
      ...onTrial,
      { type: 'timer', name: 'trial' },
      crashed,
      { type: 'switched', release: one },
      spawned,
      healthy,
    ];
    const again = play(...back, { type: 'pointer', release: two });
    expect(again.effects).toEqual([]);
    const status = statusOf('i', again.state);
    expect(status).toMatchObject({ healthy: true, epoch: 1 });
    expect(status.reason).toMatch(/^epoch 2 failed here/);
    const next = ref(3, two.root);
    expect(play(...back, { type: 'pointer', release: next }).effects).toContainEqual({
      do: 'install',
      release: next,
    });
  });

  it('stays with a first release that fails: there is nothing to go back to', () => {
    const first: Event[] = [
      bootedNew,
      { type: 'pointer', release: one },
      { type: 'installed', release: one },
      { type: 'switched', release: one },
      spawned,
    ];
    const { state, effects } = play(
      ...first,
      { type: 'timer', name: 'trial' },
      crashed,
      restart,
      crashed,
      restart,
      crashed,
    );
    expect(state).toMatchObject({
      phase: 'backoff',
      restarts: 2,
      workloadReason: 'the workload ended: exit status 3',
    });
    expect(effects).toContainEqual({ do: 'timer', name: 'restart', ms: 1000 });
  });

  it('counts failures anew after a stable time', () => {
    let state = play(...runningOne, crashed, restart, spawned).state;
    state = advance(state, healthy, 1_000, settings).state;
    expect(advance(state, crashed, 2_000, settings).state.failures).toBe(2);
    expect(advance(state, crashed, 1_000 + settings.stable, settings).state.failures).toBe(1);
  });

  it('counts a stable time also where it ended in silence', () => {
    let state = play(...runningOne, crashed, restart, spawned, healthy).state;
    state = advance(state, silent, settings.stable, settings).state;
    expect(advance(state, crashed, settings.stable + 1, settings).state.failures).toBe(1);
    // Not the sum of moments.
    state = play(...runningOne, crashed, restart, spawned, healthy, unwell, { later: 1 }, healthy).state;
    expect(advance(state, crashed, settings.stable, settings).state.failures).toBe(2);
  });

  it('kills a workload that is silent for too long, not one that answers that it is unwell', () => {
    const { state } = play(...runningOne);
    expect(advance(state, silent, settings.silent - 1, settings).effects).toEqual([]);
    expect(advance(state, silent, settings.silent, settings).effects).toEqual([
      { do: 'signal', signal: 'SIGKILL' },
    ]);
    const later = advance(state, unwell, settings.silent, settings);
    expect(later.effects).toEqual([]);
    expect(later.state).toMatchObject({ phase: 'unhealthy', workloadReason: 'status 503' });
    expect(advance(later.state, healthy, settings.silent, settings).state.workloadReason).toBeUndefined();
  });

  it('shows why it is not healthy and why it is not up to date', () => {
    const { state } = play(...runningOne, unwell, { type: 'pointer-failed', reason: 'ECONNREFUSED' });
    expect(statusOf('i-1', state)).toEqual({
      id: 'i-1',
      release: one.root,
      epoch: 1,
      state: 'unhealthy',
      healthy: false,
      reason: 'status 503; ECONNREFUSED',
      pid: 10,
      restarts: 0,
    });
  });
});

describe('a release whose workload answered on trial, yet never well', () => {
  const look: Event = { type: 'pointer', release: two };
  const trialEnds: Event = { type: 'timer', name: 'trial' };
  const back: Event[] = [trialEnds, crashed, { type: 'switched', release: one }, spawned, healthy];
  const failed = [...onTrial, unwell, ...back];
  const isTried = (...events: Parameters<typeof play>) =>
    play(...events).effects.some((effect) => effect.do === 'install');

  it('is tried again after a time that doubles: what it needs may have been away', () => {
    const { pardonBase } = settings;
    expect(isTried(...failed, look, { later: pardonBase - 1 }, look)).toBe(false);
    expect(play(...failed, look).state.releaseReason).toBe(
      'epoch 2 failed here: status 503; it is tried again later',
    );
    const again = [...failed, look, { later: pardonBase }];
    expect(isTried(...again, look)).toBe(true);
    const twice = [...again, look, ...onTrial.slice(4), unwell, ...back, look];
    expect(isTried(...twice, { later: 2 * pardonBase - 1 }, look)).toBe(false);
    expect(isTried(...twice, { later: 2 * pardonBase }, look)).toBe(true);
  });

  it('is as good as any other once it is proven', () => {
    const again = [...failed, look, { later: settings.pardonBase }, look, ...onTrial.slice(4)];
    const { state } = play(...again, look, healthy, { later: settings.proving }, healthy);
    expect(state.memory).toMatchObject({ proven: two, bad: [] });
    expect(statusOf('i', state)).not.toHaveProperty('reason');
  });

  it('waits its time anew after a restart of the agent', () => {
    const { memory } = play(...failed, look).state;
    const rebooted: Event[] = [{ type: 'booted', run: one, memory }, spawned, healthy];
    expect(isTried(...rebooted, look)).toBe(false);
    expect(isTried(...rebooted, look, { later: settings.pardonBase }, look)).toBe(true);
  });

  it.each([
    ['kept silent', [unwell, silent]],
    ['ended by itself', [unwell, crashed]],
  ])('is not tried again where it %s at the end', (_, events) => {
    const condemned = [...onTrial, ...events, ...back];
    expect(isTried(...condemned, look, { later: settings.pardonMost }, look)).toBe(false);
  });
});

describe('a release that can not be installed', () => {
  const failed: Event = { type: 'install-failed', release: two, reason: 'ENOSPC' };
  const look: Event = { type: 'pointer', release: two };
  const isTried = (...events: Parameters<typeof play>) =>
    play(...runningOne, ...events).effects.some((effect) => effect.do === 'install');

  it('is not tried at every look, but after a time that doubles', () => {
    expect(isTried(look, failed, look)).toBe(false);
    expect(isTried(look, failed, { later: settings.retryBase }, look)).toBe(true);
    const twice = [look, failed, { later: settings.retryBase }, look, failed];
    expect(isTried(...twice, { later: settings.retryBase }, look)).toBe(false);
    expect(isTried(...twice, { later: 2 * settings.retryBase }, look)).toBe(true);
    expect(statusOf('i', play(...runningOne, look, failed, look).state).reason).toMatch(/installed: ENOSPC$/);
  });

  it('does not keep the next one waiting', () => {
    expect(isTried(look, failed, { type: 'pointer', release: ref(3) })).toBe(true);
  });

  it('nor is a switch that fails, which stops the workload each time', () => {
    const switchFailed: Event = { type: 'switch-failed', release: two, reason: 'EROFS' };
    const once = [...onTrial.slice(3, 7), switchFailed, spawned, healthy];
    expect(isTried(...once, look)).toBe(false);
    const again = [{ later: settings.retryBase }, ...onTrial.slice(3, 7), switchFailed, spawned, healthy];
    expect(isTried(...once, ...again, { later: settings.retryBase }, look)).toBe(false);
  });
});

describe('trees on the disk', () => {
  it('go before the next one is fetched, except what runs and the way back', () => {
    const back = [...onTrial, crashed, restart, crashed, restart, crashed];
    const events: Event[] = [
      ...back,
      { type: 'switched', release: one },
      spawned,
      healthy,
      { type: 'pointer', release: ref(3) },
    ];
    expect(play(...events).effects).toContainEqual({ do: 'prune', keep: [one.root, ref(3).root] });
  });

  it('stay while they are on their way, whatever else happens', () => {
    const { effects } = play(
      ...onTrial,
      healthy,
      { type: 'pointer', release: ref(3) },
      { later: settings.proving },
      healthy,
    );
    expect(effects).toContainEqual({ do: 'prune', keep: [two.root, one.root, ref(3).root] });
  });
});

it('shows what in the bucket it took for no release, for as long as that is there', () => {
  const look = (junk?: string): Event => ({ type: 'pointer', release: one, ...(junk ? { junk } : {}) });
  const { state } = play(...runningOne, look('ignored: x'));
  expect(statusOf('i', state)).toMatchObject({ healthy: true, reason: 'ignored: x' });
  expect(statusOf('i', advance(state, look(), 0, settings).state)).not.toHaveProperty('reason');
});

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

describe('timing', () => {
  it('looks at the bucket less and less often while nothing is there to run, or it is away', () => {
    const looks = (failed: boolean, ...misses: number[]) =>
      misses.map((miss) => untilNextLook(miss, failed, 5_000, defaultTiming));
    expect(looks(false, 0, 1, 2, 3, 4, 5, 1000)).toEqual([5_000, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(looks(true, 1, 2, 6, 1000)).toEqual([500, 1_000, 15_000, 15_000]);
  });

  it('doubles up to a limit, and spreads by a quarter', () => {
    expect([1, 2, 3, 10, 1000].map((failures) => backoff(failures, 100, 5_000))).toEqual([
      100, 200, 400, 5_000, 5_000,
    ]);
    expect(jitter(1000, () => 0)).toBe(750);
    expect(jitter(1000, () => 1)).toBe(1250);
  });
});
