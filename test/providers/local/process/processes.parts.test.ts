import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock, withLock } from '../../../../providers/local/process/lock.ts';
import { processesIn, readProcess } from '../../../../providers/local/process/procfs.ts';
import { signalProcess, sweep } from '../../../../providers/local/process/sweep.ts';
import { sweepScript } from '../../../../providers/local/supervisor/sweep.ts';
import { until } from '../../../../providers/local/state/wait.ts';

let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'skerry-processes-')));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(cwd: string, command = 'sleep 600'): Promise<number> {
  mkdirSync(cwd, { recursive: true });
  const child = spawn('sh', ['-c', command], { cwd, stdio: 'ignore', detached: true });
  children.push(child);
  await until(() => child.pid !== undefined && readProcess(child.pid), { timeoutMs: 5_000 });
  return child.pid ?? 0;
}

const alive = (pid: number): boolean => readProcess(pid) !== undefined;

describe('a sweep', () => {
  test('ends what works in the folder, children that ignore signals included, and nothing beside it', async () => {
    const inside = await start(join(folder, 'part', 'work'), "trap '' TERM; sleep 600 & wait");
    const beside = await start(join(folder, 'part-2'));
    await until(() => processesIn(join(folder, 'part')).length === 2, { timeoutMs: 5_000 });
    await sweep(join(folder, 'part'));
    expect([alive(inside), alive(beside)]).toEqual([false, true]);
  });

  test('ends what works in a folder that was removed', async () => {
    const pid = await start(join(folder, 'part'));
    rmSync(join(folder, 'part'), { recursive: true });
    await sweep(join(folder, 'part'));
    expect(alive(pid)).toBe(false);
  });

  test('by the script spares the supervisor of the part', async () => {
    const script = join(folder, 'sweep');
    writeFileSync(script, sweepScript, { mode: 0o700 });
    const part = join(folder, "a part's [1] *");
    const inside = await start(join(part, 'work', 'deep'));
    const supervisor = await start(join(part, 'service', 'log'));
    const run = spawn(script, [part], { cwd: join(part, 'service'), stdio: 'inherit' });
    const status = await new Promise((resolve) => run.once('exit', resolve));
    expect([status, alive(inside), alive(supervisor)]).toEqual([0, false, true]);
  });
});

describe('a signal', () => {
  test('does not reach a process that only has the pid of the one that was seen', async () => {
    const pid = await start(folder);
    const seen = readProcess(pid);
    if (!seen) throw new Error('the process has not started');
    signalProcess({ ...seen, startTicks: seen.startTicks - 1 }, 'SIGKILL');
    await delay(100);
    expect(alive(pid)).toBe(true);
    signalProcess(seen, 'SIGKILL');
    expect(await until(() => !alive(pid), { timeoutMs: 5_000 })).toBe(true);
  });
});

describe('a lock', () => {
  test('is held by one at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await delay(20);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(join(folder, 'locks', 'a'), work)));
    expect(most).toBe(1);
  });

  test('is on a file that no other user can lock', async () => {
    const path = join(folder, 'locks', 'a');
    await withLock(path, () => Promise.resolve());
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('is free again after a failure', async () => {
    const path = join(folder, 'a');
    await expect(withLock(path, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await withLock(path, () => Promise.resolve(1), 1)).toBe(1);
  });

  test('is free again after a SIGKILL of its holder', async () => {
    const path = join(folder, 'a');
    const module = new URL('../../../../providers/local/process/lock.ts', import.meta.url);
    const script = `import { acquireLock, withLock } from ${JSON.stringify(module.href)};
      await withLock(${JSON.stringify(path)}, async () => { console.log('held'); await new Promise((r) => setTimeout(r, 60_000)); });`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(holder);
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    await expect(withLock(path, () => Promise.resolve(), 1)).rejects.toThrow(
      /another process works on .*a for more than 1 s/,
    );
    holder.kill('SIGKILL');
    expect(await withLock(path, () => Promise.resolve('mine'), 10)).toBe('mine');
  });

  test('outlives Ctrl-C in the terminal of its holder, as the holder itself does', async () => {
    const path = join(folder, 'a');
    const module = new URL('../../../../providers/local/process/lock.ts', import.meta.url);
    const script = `import { acquireLock, withLock } from ${JSON.stringify(module.href)};
      process.on('SIGINT', () => console.log('finishing'));
      await withLock(${JSON.stringify(path)}, async () => { console.log('held'); await new Promise((r) => setTimeout(r, 60_000)); });`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    children.push(holder);
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    process.kill(-(holder.pid ?? 0), 'SIGINT');
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    // A second is more than a killed helper would need to free it.
    expect(await acquireLock(path, 1)).toBeUndefined();
  });
});
