import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readProcess } from '../../../../providers/local/process/procfs.ts';
import { until } from '../../../../providers/local/state/wait.ts';
import { repositoryRoot } from '../../../../setup/paths.ts';

let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry parent-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A process that works for ever, unless its engine has gone: as the provider, it tells its port first. */
function startProvider(environment: Record<string, string>): ChildProcess {
  const module = new URL('../../../../providers/local/process/parent.ts', import.meta.url);
  const script = `import { endWithParent } from ${JSON.stringify(module.href)};
    endWithParent();
    console.log('4711');
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

const ended = (child: ChildProcess): Promise<unknown> =>
  Promise.race([
    (once(child, 'exit') as Promise<[number]>).then(([status]) => status),
    until(() => false, { timeoutMs: 10_000 }),
  ]);

describe('a provider', () => {
  test('lives as long as its engine does', async () => {
    const child = startProvider({ SKERRY_PARENT: String(process.pid) });
    await once(child.stdout!, 'data');
    expect(await until(() => child.exitCode !== null, { timeoutMs: 1_000 })).toBeUndefined();
  });

  test('that begins when its engine is gone ends at once', async () => {
    const gone = spawnSync('true').pid;
    expect(readProcess(gone)).toBeUndefined();
    expect(await ended(startProvider({ SKERRY_PARENT: String(gone) }))).toBe(1);
  });

  test('ends when nobody is there to be told its port, whoever its parent is', async () => {
    const child = startProvider({ SKERRY_PARENT: String(process.pid) });
    child.stdout!.destroy();
    expect(await ended(child)).toBe(1);
  });
});

describe('the launcher', () => {
  /** @returns what a clone's launcher gives, where these Nodes are there: each tells its name and the engine's pid */
  function launch(...nodes: string[]): string {
    const launcher = 'providers/local/bin/pulumi-resource-skerry';
    for (const below of [launcher, 'dist/provider/local.js', ...nodes])
      mkdirSync(dirname(join(folder, below)), { recursive: true });
    copyFileSync(join(repositoryRoot(), launcher), join(folder, launcher));
    writeFileSync(join(folder, 'dist/provider/local.js'), '');
    for (const node of nodes)
      writeFileSync(join(folder, node), `#!/bin/sh\necho "${node} $SKERRY_PARENT"\n`, { mode: 0o755 });
    const { stdout } = spawnSync(join(folder, launcher), ['127.0.0.1:1'], {
      cwd: '/',
      env: { ...process.env, SKERRY_CACHE: 'cache', SKERRY_PARENT: 'another' },
      encoding: 'utf8',
    });
    return stdout;
  }
  const cached = 'cache/node/9.1.0/bin/node';
  const pinned = 'node_modules/node/bin/node';

  test('starts the provider on the pinned Node, and tells it who its engine is', () => {
    expect(launch(cached, pinned)).toBe(`${pinned} ${process.pid}\n`);
  });

  test('takes a cached Node where there is no other; a relative cache counts from the clone', () => {
    expect(launch(cached)).toBe(`${cached} ${process.pid}\n`);
  });
});
