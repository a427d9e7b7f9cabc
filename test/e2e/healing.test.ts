import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposerProject } from './support/composer.ts';
import { isAlive, processesUnder, type ProcessInfo } from './support/processes.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { seedOfRun } from './support/random.ts';
import type { Result } from './support/run.ts';
import { describeSick, isWhole, status } from './support/status.ts';
import { killIfThere } from '../support/kill.ts';
import { until } from '../support/until.ts';
import { Workspace } from './support/workspace.ts';

/** Within this, whatever was killed works again by itself. */
const HEALS_WITHIN = 10;

/** By their command lines, from below: one of each part, one of each folder of parts, and who starts that one anew. */
const SUPERVISORS = [/^runsv /, /^runsvdir /, /\brunsvdir\b/];

/** `composer update` again and again from an empty cache, until stopped. */
class ComposerLoop {
  readonly outcomes: { started: number; result: Result }[] = [];
  private running = true;
  private readonly done: Promise<void>;
  private readonly project: ComposerProject;

  constructor(project: ComposerProject) {
    this.project = project;
    this.done = this.loop();
  }

  private async loop(): Promise<void> {
    while (this.running) {
      await this.project.clear();
      const started = performance.now();
      this.outcomes.push({
        started,
        result: await this.project.run(['update', '--no-progress', '--no-autoloader']),
      });
    }
  }

  /** The result of the next update that begins after this call. */
  async next(): Promise<Result> {
    const now = performance.now();
    const outcome = await until(
      'a further composer update',
      () => this.outcomes.find((each) => each.started >= now),
      { timeout: 60_000 },
    );
    return outcome.result;
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.done;
  }
}

describe('a part that is killed', () => {
  let workspace: Workspace;
  let project: ComposerProject;
  let loop: ComposerLoop;
  const random = mulberry32(seedOfRun('healing'));

  beforeAll(async () => {
    workspace = await Workspace.create();
    const { code, output } = await workspace.skerry(['up', 'local', '--yes']);
    expect(code, output).toBe(0);
    project = await ComposerProject.create({ name: 'test/app', require: { 'sample/app': '*' } });
    await project.configure(output);
    loop = new ComposerLoop(project);
    expect((await loop.next()).code).toBe(0);
  });

  afterAll(async () => {
    await loop.stop();
    await project.dispose();
    await workspace.dispose();
  });

  const inState = () => processesUnder(workspace.state('local'));

  /** Kills these processes and awaits that all is whole again, without them. */
  async function killAndHeal(...victims: ProcessInfo[]): Promise<void> {
    const names = victims.map(({ command }) => `"${command}"`).join(', ');
    for (const { pid } of victims) killIfThere(pid);
    await until(`${names} is dead`, () => !victims.some(isAlive));
    await until(
      `whole again after the end of ${names}`,
      async () => {
        const now = await status(workspace, 'local');
        if (!isWhole(now)) throw new Error(describeSick(now));
        return true;
      },
      { timeout: HEALS_WITHIN * 1000, interval: 100 },
    );
  }

  it('heals within 10 s, whichever part it is, and the next install succeeds', async () => {
    const { parts } = await status(workspace, 'local');
    for (const part of parts) {
      const victim = inState().find((each) => each.pid === part.pid);
      expect(victim, `${part.kind} ${part.name} with pid ${part.pid}`).toBeDefined();
      await killAndHeal(victim!);
      const next = await loop.next();
      expect(next.code, `after ${part.kind} ${part.name}:\n${next.output}`).toBe(0);
    }
  });

  it('fails no install when it is an instance of mirror-serve', async () => {
    const before = loop.outcomes.length;
    for (let round = 0; round < 6; round += 1) {
      // Agent or workload, whichever the draw says: both end the instance.
      const instances = inState().filter(
        ({ cwd, command }) => /group-mirror-serve\/instances/.test(cwd) && /node/.test(command),
      );
      const victim = instances[Math.floor(random() * instances.length)]!;
      await killAndHeal(victim);
      await loop.next();
    }
    const failed = loop.outcomes.slice(before).filter(({ result }) => result.code !== 0);
    expect(failed.map(({ result }) => result.output)).toEqual([]);
  });

  it('heals when a supervisor is killed, every one of them', async () => {
    const { parts } = await status(workspace, 'local');
    const supervisors = () =>
      inState().filter(({ command }) => SUPERVISORS.some((pattern) => pattern.test(command)));
    const rank = ({ command }: ProcessInfo) => SUPERVISORS.findIndex((pattern) => pattern.test(command));
    // The title of a runsvdir ends with its log.
    const placeOf = ({ cwd, command }: ProcessInfo) => `${cwd} ${command.replace(/ log: [^]*$/, '')}`;
    // What waits for the end of a runsvdir was started otherwise the first time.
    const supervision = () =>
      supervisors()
        .filter((each) => rank(each) < 2)
        .map(placeOf)
        .sort();
    const whole = supervision();
    const restored = () => {
      const now = supervision();
      if (now.join('\n') !== whole.join('\n')) throw new Error(now.join('\n'));
      return true;
    };
    /** Those of one rank, several at once; looked up anew, because the end of one may end others. */
    const killAll = async (ofRank: number, atOnce: number): Promise<number> => {
      const places = supervisors()
        .filter((each) => rank(each) === ofRank)
        .map(placeOf);
      let killed = 0;
      for (let first = 0; first < places.length; first += atOnce) {
        const wave = supervisors().filter((each) =>
          places.slice(first, first + atOnce).includes(placeOf(each)),
        );
        killed += wave.length;
        await killAndHeal(...wave);
        await until('supervision is as before', restored, { timeout: HEALS_WITHIN * 1000, interval: 100 });
      }
      return killed;
    };
    expect(await killAll(0, 5)).toBeGreaterThanOrEqual(parts.length);
    expect(await killAll(1, 1)).toBe(2);
    expect(await killAll(2, 1)).toBeGreaterThanOrEqual(1);
    const next = await loop.next();
    expect(next.code, next.output).toBe(0);
  });
});
