import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../support/lean-program.ts');

it('replaces a process once, which keeps its pid, arguments and environment', async () => {
  const args = ['--stack-trace-limit=7', PROGRAM, 'an argument'];
  const env = { PATH: process.env['PATH'], MARK: 'kept' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(stderr.match(/start/g)).toHaveLength(2);
  const found = JSON.parse(stdout) as { execArgv: string[] };
  expect(found).toMatchObject({ pid: child.pid, given: ['an argument'], arenas: '1', mark: 'kept' });
  expect(found.execArgv).toEqual(
    expect.arrayContaining(['--stack-trace-limit=7', '--max-semi-space-size=1', '--max-old-space-size=64']),
  );
});
