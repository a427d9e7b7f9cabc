import { describe, expect, it } from 'vitest';
import { advance } from '../../../services/agent/advance.ts';
import type { Event } from '../../../services/agent/state.ts';
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
  spawned,
  runningOne,
  onTrial,
  crashed,
  restart,
} from './play.ts';

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
