import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkpointPath } from '../../../cli/engine/backend.ts';
import { backendFolder } from '../../../cli/engine/environment.ts';
import type { Engine } from '../../../cli/engine/engine.ts';
import { settlePending } from '../../../cli/engine/prepare.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skerry-prepare-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const urn = 'urn:pulumi:local::skerry::skerry:local:Redis::redis';

async function writeCheckpoint(pending: boolean): Promise<void> {
  const path = checkpointPath(backendFolder(folder), 'skerry', 'local');
  await mkdir(dirname(path), { recursive: true });
  const operations = pending ? [{ resource: { urn }, type: 'creating' }] : [];
  const checkpoint = { latest: { resources: [], pending_operations: operations } };
  await writeFile(path, JSON.stringify({ version: 3, checkpoint }));
}

/** An engine that says that its operation has come to its end, and with which status. */
async function engineEnding(status: number): Promise<Engine> {
  const executable = join(folder, 'engine');
  const summary = JSON.stringify({ sequence: 1, timestamp: 0, summaryEvent: { resourceChanges: {} } });
  const script = `#!/bin/sh\necho "$@" >'${folder}/called'\necho '${summary}'\nexit ${status}\n`;
  await writeFile(executable, script, { mode: 0o755 });
  return { executable, cwd: folder, env: process.env, stack: 'local' };
}

it('completes what a killed run had begun, and says so', async () => {
  await writeCheckpoint(true);
  const notes: string[] = [];
  expect(await settlePending(await engineEnding(0), folder, (text) => notes.push(text))).toBe(true);
  expect(notes).toEqual(['an earlier run was interrupted while creating Redis redis: completing it']);
  expect(existsSync(join(folder, 'called'))).toBe(true);
});

it('stops where what a killed run had begun can not be looked at', async () => {
  await writeCheckpoint(true);
  await expect(settlePending(await engineEnding(1), folder, () => undefined)).rejects.toMatchObject({
    name: 'Failure',
    exitCode: 1,
    message:
      "what the interrupted run has left of local can't be read: why is told above; nothing was changed by this one",
    fix: 'mend that, then run the same command again',
  });
});

it('asks the engine nothing where no run was interrupted', async () => {
  await writeCheckpoint(false);
  expect(await settlePending(await engineEnding(1), folder, () => undefined)).toBe(false);
  expect(existsSync(join(folder, 'called'))).toBe(false);
});
