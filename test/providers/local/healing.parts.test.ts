import { readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processesIn } from '../../../providers/local/process/procfs.ts';
import type { ProcessStat } from '../../../providers/local/process/procfs.ts';
import { isErrno } from '../../../providers/local/state/files.ts';
import { machineFolder } from '../../../providers/local/state/layout.ts';
import { until } from '../../../providers/local/state/wait.ts';
import { readGroups, readParts } from '../../../providers/local/status.ts';
import { readServiceStatus } from '../../../providers/local/supervisor/status.ts';
import { TestStack } from './engine.ts';
import { wholeSite } from './site.ts';

const HEALED_WITHIN_MS = 10_000;
const TREE = ['services/bell', 'services/guard', 'services/rotate', 'watch/guard'];

const stack = new TestStack();
let mirrors = '';

beforeAll(async () => {
  await stack.init();
  stack.declare(...(await wholeSite(stack)));
  const run = await stack.up();
  expect(run.status, run.output).toBe(0);
  mirrors = (await stack.outputs<{ mirrors: { url: string } }>()).mirrors.url;
});

afterAll(() => stack.close());

/** Where a process works, in terms of the stack's folder; nowhere, if it has ended since it was listed. */
function placeOf({ pid }: ProcessStat): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).slice(stack.stateDir.length + 1);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ESRCH')) return '';
    throw error;
  }
}

/** The oldest, if there are several: a new runsvdir starts a runsv that finds its place taken, and ends, each second. */
function find(command: string, place: RegExp): ProcessStat {
  const found = processesIn(stack.stateDir)
    .filter((each) => each.command === command && place.test(placeOf(each)))
    .sort((a, b) => a.startTicks - b.startTicks);
  if (!found[0]) throw new Error(`no ${command} in ${String(place)}: ${stack.processes().join(', ')}`);
  return found[0];
}

async function isWhole(): Promise<boolean> {
  const parts = await readParts(stack.stateDir);
  const [group] = await readGroups(stack.stateDir);
  const machine = machineFolder(stack.stateDir);
  const supervisors = processesIn(machine).filter(({ command }) => command === 'runsvdir');
  return (
    parts.every(({ healthy, reason }) => healthy && reason === undefined) &&
    group?.instances.length === 2 &&
    group.instances.every(({ healthy, state }) => healthy && state === 'running') &&
    supervisors.length === 2 &&
    TREE.every((service) => readServiceStatus(`${machine}/${service}`).pid !== undefined)
  );
}

/** A wake-up call of the killed one's own may take a moment: what is whole has to stay so. */
async function expectHealed(killed: ProcessStat): Promise<void> {
  const isGone = (): boolean =>
    !processesIn(stack.stateDir).some(
      (each) => each.pid === killed.pid && each.startTicks === killed.startTicks,
    );
  expect(await until(isGone, { timeoutMs: 1_000 })).toBe(true);
  const begun = performance.now();
  const whole = await until(isWhole, { timeoutMs: HEALED_WITHIN_MS, everyMs: 50 });
  const parts = (await readParts(stack.stateDir)).filter(({ reason }) => reason);
  expect(
    whole,
    `not healed after ${Math.round(performance.now() - begun)} ms: ${JSON.stringify(parts)}`,
  ).toBe(true);
}

const targets: [string, string, RegExp][] = [
  ['redis', 'redis-server', /redis/],
  ['versitygw', 'versitygw', /bucket/],
  ['haproxy', 'haproxy', /balancer/],
  ["nginx's master", 'nginx', /cdn-mirrors/],
  ['an agent', 'MainThread', /instances/],
  ['the sample upstream', 'MainThread', /sample-upstream/],
  ['the runsv of a part', 'runsv', /redis\/service/],
  ['the runsv of an edge', 'runsv', /cdn-files\/service/],
  ['the runsv of an instance', 'runsv', /instances.*service/],
  ['the svlogd of a part', 'svlogd', /redis\/service\/log/],
  ['the bell', 'sh', /services\/bell/],
  ['the runsv of the bell', 'runsv', /services\/bell/],
  ['the runsv of the guard of the parts', 'runsv', /watch\/guard/],
  ['the runsv of the guard of the guards', 'runsv', /services\/guard/],
  ['a runsvdir', 'runsvdir', /^machine$/],
  ['the other runsvdir', 'runsvdir', /^machine$/],
  ['a guard', 'flock', /^machine$/],
];

describe('SIGKILL', () => {
  test.each(targets)('of %s is healed within ten seconds', async (_title, command, place) => {
    const each = find(command, place);
    process.kill(each.pid, 'SIGKILL');
    await expectHealed(each);
  });

  test('of both runsvdir, one after the other, is healed, and parts run on', async () => {
    const before = (await readParts(stack.stateDir)).map(({ pid }) => pid);
    const pair = processesIn(machineFolder(stack.stateDir)).filter(({ command }) => command === 'runsvdir');
    for (const each of pair) {
      process.kill(each.pid, 'SIGKILL');
      await expectHealed(each);
    }
    expect((await readParts(stack.stateDir)).map(({ pid }) => pid)).toEqual(before);
  });

  test('of a runsv after its runsvdir was replaced is healed', async () => {
    const each = find('runsv', /balancer-serve\/service$/);
    process.kill(each.pid, 'SIGKILL');
    await expectHealed(each);
  });

  test('of an instance, agent or workload, fails no request through the edge', async () => {
    let running = true;
    let requests = 0;
    const failures: string[] = [];
    const client = async (): Promise<void> => {
      while (running) {
        const answer = await fetch(`${mirrors}/status.json`).catch((error: unknown) => String(error));
        requests += 1;
        if (typeof answer === 'string') failures.push(answer);
        else if ((await answer.text(), answer.status !== 200)) failures.push(String(answer.status));
      }
    };
    const clients = [client(), client(), client()];
    for (let round = 0; round < 2; round++) {
      const victims = processesIn(stack.stateDir).filter(
        (node) => node.command === 'MainThread' && /instances/.test(placeOf(node)),
      );
      const victim = victims[round];
      if (!victim) throw new Error(`no process to kill: ${stack.processes().join(', ')}`);
      process.kill(victim.pid, 'SIGKILL');
      await expectHealed(victim);
    }
    running = false;
    await Promise.all(clients);
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(100);
  });
});
