import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { boot } from '../../../providers/local/machine.ts';
import { processesIn } from '../../../providers/local/process/procfs.ts';
import type { ProcessStat } from '../../../providers/local/process/procfs.ts';
import { isErrno } from '../../../providers/local/state/files.ts';
import { machineFolder } from '../../../providers/local/state/layout.ts';
import { until } from '../../../providers/local/state/wait.ts';
import { readParts } from '../../../providers/local/status.ts';
import { TestStack } from './engine.ts';
import { wholeSite } from './site.ts';

vi.setConfig({ testTimeout: 240_000 });

const ENDED_WITHIN_MS = 15_000;

let stack: TestStack;
afterEach(() => stack.close());

async function startStack(desired: number): Promise<void> {
  stack = new TestStack();
  await stack.init();
  stack.declare(...(await wholeSite(stack, { desired })));
  const run = await stack.up();
  expect(run.status, run.output).toBe(0);
}

function readProc(path: string, read: (path: string) => string): string {
  try {
    return read(path);
  } catch (error) {
    // It ends between two looks, or is another user's.
    if (isErrno(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return '';
    throw error;
  }
}

/** Processes with a working directory or an argument below the folder, this one aside. */
function processesAt(folder: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .map((pid) => {
      const cwd = readProc(`/proc/${pid}/cwd`, (path) => readlinkSync(path));
      const argv = readProc(`/proc/${pid}/cmdline`, (path) => readFileSync(path, 'utf8'));
      return `${pid} in ${cwd}: ${argv.replaceAll('\0', ' ')}`;
    })
    .filter((text) => text.includes(`${folder}/`) || text.includes(`${folder} `));
}

test('a clone that is removed while its stack is up leaves no process', async () => {
  await startStack(1);
  expect(processesAt(stack.folder).length).toBeGreaterThan(20);
  // Its own exit status tells of files that the parts have written meanwhile.
  spawnSync('rm', ['-rf', stack.folder]);
  const left = (): string[] => processesAt(stack.folder);
  await until(() => left().length === 0, { timeoutMs: ENDED_WITHIN_MS, everyMs: 200 });
  expect(left()).toEqual([]);
});

test('a supervisor whose folder is removed ends with all parts, whose data stay', async () => {
  await startStack(0);
  const kept = join(stack.stateDir, 'parts/local-1/bucket-mirror/data/skerry-mirror/kept');
  writeFileSync(kept, '');
  rmSync(machineFolder(stack.stateDir), { recursive: true });
  const ended = await until(() => stack.processes().length === 0, { timeoutMs: ENDED_WITHIN_MS });
  expect(ended, stack.processes().join('\n')).toBe(true);

  expect(existsSync(kept)).toBe(true);
});

test('a supervisor that is started anew in the same place at once is left alone', async () => {
  await startStack(0);
  const pids = async (): Promise<(number | undefined)[]> =>
    (await readParts(stack.stateDir)).map(({ pid }) => pid);
  const before = await pids();
  const supervisors = (): ProcessStat[] =>
    processesIn(stack.stateDir).filter(({ command }) => command === 'runsvdir');
  const old = supervisors();
  // Gone and there again before its former tree has noticed.
  rmSync(machineFolder(stack.stateDir), { recursive: true });
  expect((await boot(stack.stateDir)).started).toBe(true);
  const replaced = (): boolean => {
    const now = supervisors();
    return now.length === 2 && now.every(({ pid }) => old.every((each) => each.pid !== pid));
  };
  expect(await until(replaced, { timeoutMs: ENDED_WITHIN_MS }), stack.processes().join('\n')).toBe(true);
  // As after the death of a runsvdir alone: parts run on, and the new runsv wait behind those that have them.
  expect((await readParts(stack.stateDir)).filter(({ reason }) => reason)).toEqual([]);
  expect(await pids()).toEqual(before);
});
