import { describe, expect, it } from 'vitest';
import {
  begin,
  end,
  exitCodeOf,
  finish,
  newReport,
  stepOf,
  verdictOf,
  type Report,
  type StepName,
} from '../../../acceptance/report/report.ts';
import { LeftOut, perform, type Step } from '../../../acceptance/run/perform.ts';
import { waitUntil } from '../../../acceptance/run/interruption.ts';

const now = () => new Date('2026-11-22T12:00:00Z');
const caps = { minutes: 90, resources: 250, price: [], unpriced: false };
const by = { host: 'here', pid: 1, startTicks: 1 };
const facts = { run: 'accept-0123ab', stack: 'local', clone: '/srv/skerry', by, caps, changes: [] };

/** What a run of these steps leaves in its report, and what was done, in order. */
async function play(results: Partial<Record<StepName, unknown>>, stopAt?: StepName) {
  const done: string[] = [];
  const trying = new AbortController();
  let report = newReport(facts, now());
  const step = (name: StepName): Step => ({
    name,
    run: async () => {
      done.push(name);
      if (name === stopAt) trying.abort(new Error('ended by SIGINT'));
      const result = results[name];
      if (result instanceof Error) throw result;
      return [`${name} is done`];
    },
  });
  const journal = {
    get report() {
      return report;
    },
    update: async (change: (before: Report) => Report) => {
      report = change(report);
    },
    tell: () => undefined,
  };
  const course = {
    trying: trying.signal,
    removing: new AbortController().signal,
    beginRemoval: () => void done.push('removal'),
    now,
  };
  const tried = (['estimate', 'up', 'healthy', 'install', 'tweak', 'kill'] as const).map(step);
  await perform(journal, tried, [step('down'), step('verify')], course);
  const ended = finish(report, now());
  return { done, states: ended.steps.map(({ state }) => state), report: ended };
}

describe('a run', () => {
  it('passes where every step does', async () => {
    const { report, done } = await play({});
    expect(done).toEqual([
      'estimate',
      'up',
      'healthy',
      'install',
      'tweak',
      'kill',
      'removal',
      'down',
      'verify',
    ]);
    expect([verdictOf(report), exitCodeOf(report)]).toEqual(['passed', 0]);
  });

  it.each<StepName>(['estimate', 'up', 'healthy', 'install', 'tweak', 'kill'])(
    'takes everything down where %s fails, and tries nothing after it',
    async (name) => {
      const { report, done } = await play({ [name]: new Error('no') });
      expect(done.slice(done.indexOf(name))).toEqual([name, 'removal', 'down', 'verify']);
      expect([verdictOf(report), exitCodeOf(report), report.left]).toEqual(['failed', 1, 'nothing']);
    },
  );

  it('takes everything down after a fault of its own, and reports its place', async () => {
    const { report, states } = await play({ install: new TypeError('x is not a function') });
    expect(states).toEqual([
      'passed',
      'passed',
      'passed',
      'failed',
      'left out',
      'left out',
      'passed',
      'passed',
    ]);
    expect(report.steps[3]?.reason).toMatch(/perform\.test\.ts/);
  });

  it('takes everything down after an interruption, which the next step tells', async () => {
    const { report, done } = await play({}, 'healthy');
    expect(done).toEqual(['estimate', 'up', 'healthy', 'removal', 'down', 'verify']);
    expect(report.steps[3]).toMatchObject({ name: 'install', state: 'failed', reason: 'ended by SIGINT' });
    expect(exitCodeOf(report)).toBe(1);
  });

  it('passes where a step has nothing to do', async () => {
    const { report } = await play({ tweak: new LeftOut('no room') });
    expect(report.steps[4]).toMatchObject({ state: 'left out', reason: 'no room' });
    expect(verdictOf(report)).toBe('passed');
  });

  it.each<StepName>(['down', 'verify'])('tells that something is left where %s fails', async (name) => {
    const { report } = await play({ [name]: new Error('throttled') });
    expect([verdictOf(report), exitCodeOf(report), report.left]).toEqual(['failed', 2, 'unknown']);
  });

  it('has left nothing as long as nothing was begun', async () => {
    const { report } = await play({ estimate: new Error('declined'), down: new Error('no engine') });
    expect([exitCodeOf(report), report.left]).toEqual([1, 'nothing']);
  });
});

describe('waiting', () => {
  it('ends when nothing is missing', async () => {
    const answers = [['two'], ['one'], []];
    await waitUntil(async () => answers.shift() ?? ['too far'], new AbortController().signal, 0);
    expect(answers).toEqual([]);
  });

  it('tells what was missing when its time is over', async () => {
    const controller = new AbortController();
    const missing = async () => {
      controller.abort(new Error('the 5 minutes of --max-minutes are over'));
      return ['local/git has 1 of 2 healthy instances'];
    };
    await expect(waitUntil(missing, controller.signal, 0)).rejects.toThrow(
      'the 5 minutes of --max-minutes are over, while local/git has 1 of 2 healthy instances',
    );
  });
});

it('A step that is repeated tells only what its last try has found', () => {
  const failed = end(newReport(facts, now()), 'down', { state: 'failed', reason: 'throttled' }, now());
  const repeated = end(begin(failed, 'down', now()), 'down', { state: 'passed', facts: ['gone'] }, now());
  expect(stepOf(repeated, 'down')).toEqual({
    name: 'down',
    state: 'passed',
    began: now().toISOString(),
    seconds: 0,
    facts: ['gone'],
  });
});
