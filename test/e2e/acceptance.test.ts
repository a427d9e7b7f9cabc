import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepOf, verdictOf, type Report, type StepName } from '../../acceptance/report/report.ts';
import { isAlive } from '../../acceptance/unfinished.ts';
import { killIfThere } from '../support/kill.ts';
import { until } from '../support/until.ts';
import { processesUnder } from './support/processes.ts';
import { Workspace } from './support/workspace.ts';

describe('npm run acceptance', () => {
  let workspace: Workspace;
  let stacks: string[];

  beforeAll(async () => {
    workspace = await Workspace.create();
    stacks = await readdir(join(workspace.root, 'stacks'));
  });
  afterAll(async () => await workspace.dispose());

  const start = (args: string[], env = workspace.env) =>
    workspace.start('npm', ['run', 'acceptance', '--', 'local', '--yes', ...args], { env });

  /** With a Composer that never ends, so that no run gets past its install, however fast it is. */
  async function withoutEnd(): Promise<NodeJS.ProcessEnv> {
    const bin = join(workspace.root, 'endless');
    await mkdir(bin, { recursive: true });
    const script = '#!/bin/sh\n[ "$1" = --version ] || exec setpriv --pdeathsig KILL sleep infinity\n';
    await writeFile(join(bin, 'composer'), script, { mode: 0o755 });
    return { ...workspace.env, PATH: `${bin}:${workspace.env['PATH']}` };
  }

  const reportOf = async (name: string) =>
    JSON.parse(await readFile(join(workspace.root, `${name}.json`), 'utf8')) as Report;

  /** A run that has ended won't begin anything. */
  const begun = async (run: ReturnType<typeof start>, name: string, step: StepName) =>
    await Promise.race([
      until(`${step} has begun`, async () => stepOf(await reportOf(name), step).state !== 'waiting', {
        timeout: 300_000,
      }),
      run.result.then(({ output }) => {
        throw new Error(`it ended before ${step}:\n${output}`);
      }),
    ]);

  async function expectNothingLeft({ run }: Report): Promise<void> {
    expect(processesUnder(workspace.root)).toEqual([]);
    expect(await readdir(join(workspace.root, '.skerry'))).toEqual([]);
    expect(await readdir(join(workspace.root, 'stacks'))).toEqual(stacks);
    expect((await readdir(tmpdir())).filter((name) => name === `skerry-${run}`)).toEqual([]);
  }

  it('tries a stack from its price to its end, reports each step, and leaves nothing', async () => {
    const { code, output } = await start(['--report', 'whole']).result;
    expect(code, output).toBe(0);
    const report = await reportOf('whole');
    expect(verdictOf(report)).toBe('passed');
    expect(report.steps.map(({ state }) => state)).toEqual(report.steps.map(() => 'passed'));
    expect(stepOf(report, 'install').facts.join()).toMatch(/^sample\/app .* from http:\/\/127\.[\d.]+:8080$/);
    expect(stepOf(report, 'tweak').facts.join()).toContain('local/mirror-serve: desired 2 to 3');
    expect(stepOf(report, 'kill').facts.join()).toMatch(/local\/mirror-serve i-\w+: SIGKILL .*; replaced$/);
    expect(await readFile(join(workspace.root, 'whole.md'), 'utf8')).toContain(
      '# Acceptance of local: passed',
    );
    await expectNothingLeft(report);
  });

  it('finds what a killed run has left, and takes it down; Ctrl-C takes down what has begun', async () => {
    const env = await withoutEnd();
    const killed = start(['--report', 'killed'], env);
    await begun(killed, 'killed', 'up');
    killIfThere(-killed.child.pid!);
    await killed.result;
    const left = await reportOf('killed');
    expect(left.left).toBe('unknown');
    await until('the killed run is dead', () => !isAlive(left.by));
    expect(await readFile(join(workspace.root, 'killed.md'), 'utf8')).toContain('--clean');
    expect(existsSync(join(workspace.root, `stacks/Pulumi.${left.run}.yaml`))).toBe(true);

    // npm ends by the signal itself.
    const args = ['acceptance/main.ts', 'local', '--yes', '--report', 'interrupted'];
    const next = workspace.start('node', args, { env });
    await begun(next, 'interrupted', 'up');
    process.kill(-next.child.pid!, 'SIGINT');
    const { code, output } = await next.result;
    expect(output).toContain(`an earlier run was not finished: ${join(workspace.root, 'killed.json')}`);
    expect(await reportOf('killed')).toMatchObject({ left: 'nothing', ended: expect.any(String) as string });
    const report = await reportOf('interrupted');
    expect(verdictOf(report), output).toBe('failed');
    expect(stepOf(report, 'tweak').state, output).toBe('left out');
    expect(stepOf(report, 'down').state, output).toBe('passed');
    expect([code, report.left]).toEqual([1, 'nothing']);
    await expectNothingLeft(report);
    await expectNothingLeft(left);
  });
});
