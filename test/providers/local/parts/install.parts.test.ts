import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installPart, removePart, updatePart } from '../../../../providers/local/parts/install.ts';
import type { PartDeclaration } from '../../../../providers/local/parts/install.ts';
import { readDeclared } from '../../../../providers/local/parts/read.ts';
import { readRecord } from '../../../../providers/local/parts/record.ts';
import { removeUnfinished } from '../../../../providers/local/parts/unfinished.ts';
import { sweep } from '../../../../providers/local/process/sweep.ts';
import { partFolder, servicesFolder } from '../../../../providers/local/state/layout.ts';
import { readParts } from '../../../../providers/local/status.ts';

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
  expect((await readRecord(stateDir, id))?.phase).toBe('removing');
  rmSync(link, { recursive: true });
  await removePart(stateDir, id);
  expect(existsSync(partFolder(stateDir, id))).toBe(false);
});

describe('a part whose removal was stopped halfway', () => {
  const kept = (): string => join(partFolder(stateDir, id), 'data', 'kept');

  beforeEach(async () => {
    await installPart(stateDir, declaration);
    mkdirSync(join(partFolder(stateDir, id), 'data'));
    writeFileSync(kept(), '');
    // What no removal of a link expects: the first step after the record fails.
    const link = join(servicesFolder(stateDir), 'local-1.redis');
    rmSync(link);
    mkdirSync(link);
    await expect(removePart(stateDir, id)).rejects.toThrow(/local-1\.redis/);
    rmSync(link, { recursive: true });
    expect(existsSync(kept())).toBe(true);
  });

  test('is none any more, and made anew: nobody knows what it has lost', async () => {
    expect(await readDeclared(stateDir, id)).toBeUndefined();
    await expect(updatePart(stateDir, declaration, () => 'none')).rejects.toThrow(/redis is gone from/);
    // Nor should it answer.
    expect(await readParts(stateDir)).toEqual([]);
    expect((await installPart(stateDir, declaration)).phase).toBe('ready');
    expect(existsSync(kept())).toBe(false);
  });

  test('goes with what other killed runs have left', async () => {
    await removeUnfinished(stateDir, 'local-1');
    expect(existsSync(partFolder(stateDir, id))).toBe(false);
  });
});
