import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';

const run = promisify(execFile);

it('golden files are not updated where CI is set', async () => {
  const vitest = join(repositoryRoot(), 'node_modules/vitest/vitest.mjs');
  const refused = await run(
    process.execPath,
    [vitest, 'run', '--project', 'unit', 'test/stacks/graph.test.ts', '-u'],
    {
      cwd: repositoryRoot(),
      env: { ...process.env, CI: 'true' },
    },
  ).then(
    () => 'updated',
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
  expect(refused).toContain('golden files are not updated where CI is set');
});
