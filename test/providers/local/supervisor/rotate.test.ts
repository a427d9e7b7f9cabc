import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rotateRun } from '../../../../providers/local/supervisor/scripts.ts';

const LARGE = 17 * 1024 * 1024;

let folder = '';
let log = '';
let control = '';

/** An edge as its supervisor sees it, and a `sleep` with which the script's rounds take no time and end after two. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-rotate-'));
  const [rotate, edge, bin] = ['services/rotate', 'edge', 'bin'].map((name) => join(folder, name));
  for (const each of [rotate, bin, `${edge}/log`, `${edge}/service/supervise`])
    mkdirSync(each ?? '', { recursive: true });
  symlinkSync('../edge/service', join(folder, 'services', 'edge'));
  log = `${edge}/log/access.log`;
  control = `${edge}/service/supervise/control`;
  execFileSync('mkfifo', [control]);
  writeFileSync(`${rotate}/run`, rotateRun, { mode: 0o700 });
  writeFileSync(
    `${bin}/sleep`,
    `#!/bin/sh\nprintf . >>${folder}/rounds; [ "$(cat ${folder}/rounds)" != ... ]\n`,
    {
      mode: 0o700,
    },
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function rotate(): void {
  const { stderr, signal } = spawnSync('./run', {
    cwd: join(folder, 'services/rotate'),
    env: { ...process.env, PATH: `${folder}/bin:${process.env['PATH'] ?? ''}` },
    encoding: 'utf8',
    timeout: 8_000,
    killSignal: 'SIGKILL',
  });
  expect([signal, stderr]).toEqual([null, '']);
}

/** What the supervisor of the edge has been told. */
function told(work: () => void): string {
  const fifo = openSync(control, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    work();
    // A mark, so that there is something to read in any case.
    const buffer = Buffer.alloc(16, ' ');
    execFileSync('sh', ['-c', `printf . 1<>${control}`]);
    return buffer.toString('utf8', 0, readSync(fifo, buffer)).slice(0, -1);
  } finally {
    closeSync(fifo);
  }
}

const write = (path: string, size: number): void => {
  writeFileSync(path, '');
  truncateSync(path, size);
};

describe('the rotation of access logs', () => {
  test('renames a large one, and tells nginx until there is a new one', () => {
    write(log, LARGE);
    expect(told(rotate)).toBe('11');
    expect([existsSync(log), existsSync(`${log}.1`)]).toEqual([false, true]);
  });

  test('tells nginx of one that was renamed by a run that was killed before it did', () => {
    write(`${log}.1`, LARGE);
    expect(told(rotate)).toBe('11');
  });

  test('leaves alone what is small, and an edge that has none yet', () => {
    expect(told(rotate)).toBe('');
    rmSync(join(folder, 'rounds'));
    write(log, 1024);
    write(`${log}.1`, LARGE);
    expect(told(rotate)).toBe('');
    expect(existsSync(log)).toBe(true);
  });

  test('does not wait for an edge that nobody supervises', () => {
    write(log, LARGE);
    rotate();
    expect(existsSync(`${log}.1`)).toBe(true);
  });
});
