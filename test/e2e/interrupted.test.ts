import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rivals, strays } from './support/generation.ts';
import { killIfThere } from '../support/kill.ts';
import { listenersIn, listenersOf, processesUnder } from './support/processes.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { seedOfRun } from './support/random.ts';
import { describeSick, expectedListeners, isWhole, rangeOf, status } from './support/status.ts';
import { until } from '../support/until.ts';
import { Workspace } from './support/workspace.ts';

/** A guard against a loop without end; the stack has far fewer resources. */
const MOST_ROUNDS = 60;

/**
 * In every other round the kill comes this soon after a resource is told, in milliseconds: while the next one is made.
 * In the others at once.
 */
const LATEST_KILL = 100;

const resources = [
  'Network local/network',
  'Redis local/redis',
  'SampleUpstream local/sample-upstream',
  'Bucket local/mirror',
  'LoadBalancer local/serve',
  'Release local/mirror',
  'Cdn cdn/mirrors',
  'Cdn cdn/files',
  'ScalingGroup local/mirror-sync',
  'ScalingGroup local/mirror-serve',
];

describe('npm start, killed again and again', () => {
  let workspace: Workspace;

  beforeAll(async () => (workspace = await Workspace.create()));
  afterAll(async () => await workspace.dispose());

  it(
    'converges after a SIGKILL of its process group between each two resources',
    { timeout: 900_000 },
    async () => {
      const random = mulberry32(seedOfRun('interrupted'));
      /** The resource after which each kill came. */
      const killedAfter: string[] = [];
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        // One at a time: side by side, a fast machine would make several between the line and the kill.
        const attempt = workspace.start('npm', ['start', '--', '--parallel', '1']);
        let ended = false;
        void attempt.result.then(() => (ended = true));
        const created = () => /^\+ created (\S+ \S+)/m.exec(attempt.output())?.[1];
        await until('a resource is created, or the start is done', () => ended || created(), {
          timeout: 120_000,
          interval: 5,
        });
        const isAtOnce = round % 2 === 0;
        if (!isAtOnce) await delay(random() * LATEST_KILL);
        if (!ended) killIfThere(-attempt.child.pid!);
        const { code, output } = await attempt.result;
        if (code === 0) break;
        if (code !== null) throw new Error(`npm start ended with ${code} by itself:\n${output}`);
        killedAfter.push(created() ?? 'the last one');
      }
      console.log(`killed after ${killedAfter.join(', ')}`);
      // One may come twice: the engine tells of it before it writes it down. A loaded machine misses some.
      const missed = resources.filter((resource) => !killedAfter.includes(resource));
      expect(missed.length, `not killed after ${missed.join(', ')}`).toBeLessThanOrEqual(5);

      const final = await workspace.npm(['start']);
      expect(final.code, final.output).toBe(0);
      const now = await status(workspace, 'local');
      expect(isWhole(now), describeSick(now)).toBe(true);

      // What runs is what the status names, and nothing beside it: no second generation from a killed round.
      const state = workspace.state('local');
      const running = processesUnder(state);
      expect(strays(now, running)).toEqual([]);
      expect(rivals(running)).toEqual([]);
      const listening = listenersOf(running);
      expect(listening.map(({ address, port }) => `${address}:${port}`).sort()).toEqual(
        expectedListeners(now),
      );
      expect(listenersIn(rangeOf(now))).toHaveLength(listening.length);
      const down = await workspace.npm(['run', 'down']);
      expect(down.code, down.output).toBe(0);
      await until('no process is left', () => processesUnder(state).length === 0, { timeout: 10_000 });
    },
  );
});
