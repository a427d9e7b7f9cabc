import { describe, expect, it } from 'vitest';
import { advance } from '../../../services/agent/advance.ts';
import type { Effect, Event } from '../../../services/agent/state.ts';
import { statusOf } from '../../../services/agent/status.ts';
import {
  settings,
  ref,
  one,
  two,
  healthy,
  unwell,
  silent,
  play,
  bootedNew,
  bootedOne,
  spawned,
  runningOne,
  onTrial,
  crashed,
  restart,
} from './play.ts';

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
