import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileBackend } from '../../../cli/engine/environment.ts';
import { refuseIfLocked } from '../../../cli/state/refuse-locked.ts';

let backend: string;
beforeEach(() => {
  backend = mkdtempSync(join(tmpdir(), 'skerry-backend-'));
});
afterEach(() => rmSync(backend, { recursive: true }));

const look = (stack: string) =>
  refuseIfLocked({ stack, env: { PULUMI_BACKEND_URL: fileBackend(backend), PULUMI_HOME: backend } });

it('lets nobody write a state that a run is writing', async () => {
  await look('prod');
  const folder = join(backend, '.pulumi/locks/organization/skerry/prod');
  mkdirSync(folder, { recursive: true });
  const lock = { pid: 7, username: 'ci', hostname: 'runner', timestamp: '2026-11-22T07:17:13Z' };
  writeFileSync(join(folder, 'of-the-run.json'), JSON.stringify(lock));
  await expect(look('prod')).rejects.toMatchObject({
    message: 'another run works on prod: ci@runner (pid 7) since 2026-11-22T07:17:13Z',
    fix: 'wait until it has ended; if it is gone for sure: skerry unlock prod of-the-run',
  });
  await look('staging');
});

it('leaves it to the engine where the backend has no files', async () => {
  await refuseIfLocked({ stack: 'prod', env: { PULUMI_BACKEND_URL: 'https://api.pulumi.com' } });
});
