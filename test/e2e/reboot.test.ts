import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposerProject } from './support/composer.ts';
import { listenersIn, listeners, processesUnder } from './support/processes.ts';
import { must } from './support/run.ts';
import { stopService } from './support/inspect.ts';
import { describeSick, isWhole, status } from './support/status.ts';
import { until } from '../support/until.ts';
import { Workspace } from './support/workspace.ts';

describe('a stack that is up', () => {
  let workspace: Workspace;
  let range: string;

  beforeAll(async () => {
    workspace = await Workspace.create();
    const { code, output } = await workspace.npm(['start']);
    expect(code, output).toBe(0);
    const [first] = (await status(workspace, 'local')).parts;
    range = first!.address.split('.').slice(0, 2).join('.') + '.0.0/16';
  });

  afterAll(async () => await workspace.dispose());

  it(
    'has nothing to change at a second npm start, which takes at most 10 s',
    { timeout: 60_000 },
    async () => {
      const { code, output, seconds } = await workspace.npm(['start'], { timeoutSeconds: 10 });
      expect(code, output).toBe(0);
      expect(output).toMatch(/no changes|nothing to change/i);
      console.log(`second npm start: ${seconds.toFixed(1)} s`);
    },
  );

  it('listens on loopback only, with files of passwords and keys for their owner alone', async () => {
    const own = listenersIn(range);
    expect(own.length).toBeGreaterThanOrEqual(8);
    // Whoever listens on a wildcard must not be ours: none of our ports is there.
    const ports = new Set(own.map(({ port }) => port));
    const wildcard = listeners().filter(
      ({ address, port }) => /^0\.0\.0\.0$|^\[0+\]$/.test(address) && ports.has(port),
    );
    expect(wildcard).toEqual([]);
    const { stdout } = await must(
      'find',
      [workspace.state('local'), '-path', '*/keys/*', '-type', 'f', '-printf', '%m %f\n'],
      {
        cwd: workspace.root,
      },
    );
    const secrets = stdout
      .trim()
      .split('\n')
      .filter((line) => !line.endsWith('.pub'));
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    for (const line of secrets) expect(line).toMatch(/^600 /);
  });

  it('comes back after a reboot with its data, and touches no foreign process', async () => {
    await stopService(workspace, 'local', 'sample-upstream');
    const state = workspace.state('local');
    for (const left of processesUnder(state))
      if (/runsvdir/.test(left.command)) process.kill(left.pid, 'SIGKILL');
    await until(
      'every process is gone',
      () => {
        const left = processesUnder(state);
        for (const { pid } of left) process.kill(pid, 'SIGKILL');
        return left.length === 0;
      },
      { timeout: 30_000 },
    );
    expect(listenersIn(range)).toEqual([]);

    // Pid files and supervise/ now name a stranger, as they do when pids start anew after a boot.
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
    try {
      const files = (await readdir(state, { recursive: true })).filter((file) =>
        /(^|\/)(pid|[^/]*\.pid)$/.test(file),
      );
      expect(files.length).toBeGreaterThan(5);
      for (const file of files) await writeFile(join(state, file), `${stranger.pid}\n`);

      const { code, output } = await workspace.npm(['start']);
      expect(code, output).toBe(0);
      expect(stranger.exitCode).toBeNull();
      expect(stranger.signalCode).toBeNull();
      const now = await status(workspace, 'local');
      expect(isWhole(now), describeSick(now)).toBe(true);

      // The data is that of before: without the upstream nothing could have been fetched again.
      await stopService(workspace, 'local', 'sample-upstream');
      const project = await ComposerProject.create({ name: 'test/app', require: { 'sample/app': '*' } });
      try {
        await project.configure(output);
        await project.must(['update', '--no-progress']);
      } finally {
        await project.dispose();
      }
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('leaves no process and no listening address after npm run down', async () => {
    const { code, output } = await workspace.npm(['run', 'down']);
    expect(code, output).toBe(0);
    expect(processesUnder(workspace.state('local'))).toEqual([]);
    expect(processesUnder(workspace.root)).toEqual([]);
    expect(listenersIn(range)).toEqual([]);
  });
});
