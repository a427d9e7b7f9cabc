import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installPart, removePart } from '../../../../providers/local/parts/install.ts';
import type { PartDeclaration } from '../../../../providers/local/parts/install.ts';
import { readRecord } from '../../../../providers/local/parts/record.ts';
import { sweep } from '../../../../providers/local/process/sweep.ts';
import { partFolder, servicesFolder } from '../../../../providers/local/state/layout.ts';

let stateDir = '';
beforeEach(() => {
  stateDir = realpathSync(mkdtempSync(join(tmpdir(), 'skerry-install-')));
});
afterEach(async () => {
  await sweep(stateDir);
  rmSync(stateDir, { recursive: true, force: true });
});

const id = 'local-1/redis';

/** A part that listens nowhere, and so always answers. */
const declaration: PartDeclaration = {
  id,
  kind: 'redis',
  region: 'local-1',
  name: 'redis',
  network: '127.77.0.0/16',
  inputs: {},
  design: () => ({
    files: {},
    command: { argv: ['sleep', '600'] },
    probe: { type: 'tcp', host: '127.77.0.10', ports: [] },
    port: 0,
    ports: [],
  }),
};

test('a part that could not be made leaves nothing, and its fault is told', async () => {
  const install = installPart(stateDir, declaration, () => Promise.reject(new Error('no bucket in it')));
  await expect(install).rejects.toThrow(/^no bucket in it$/);
  expect(existsSync(partFolder(stateDir, id))).toBe(false);
});

test('a fault of the cleaning up is told beside that of the part, not in its place', async () => {
  const link = join(servicesFolder(stateDir), 'local-1.redis');
  const install = installPart(stateDir, declaration, () => {
    // What no removal of a link expects.
    rmSync(link);
    mkdirSync(link);
    return Promise.reject(new Error('no bucket in it'));
  });
  await expect(install).rejects.toThrow(
    /^no bucket in it\nthen it also failed to remove local-1\/redis .*: .*local-1\.redis/,
  );
  // What is left is on record: a later removal takes it along.
  expect((await readRecord(stateDir, id))?.phase).toBe('creating');
  rmSync(link, { recursive: true });
  await removePart(stateDir, id);
  expect(existsSync(partFolder(stateDir, id))).toBe(false);
});
