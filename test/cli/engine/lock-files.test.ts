import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearStaleLocks, readLocks } from '../../../cli/engine/lock-files.ts';
import { parseBootTime, readLockOwner } from '../../../cli/engine/lock-owner.ts';

let backend: string;
let folder: string;
beforeEach(async () => {
  backend = await mkdtemp(join(tmpdir(), 'skerry-locks-'));
  folder = join(backend, '.pulumi/locks/organization/skerry/local');
  await mkdir(folder, { recursive: true });
});
afterEach(() => rm(backend, { recursive: true, force: true }));

async function lockOf(name: string, pid: number, hostname: string): Promise<string> {
  const path = join(folder, `${name}.json`);
  const timestamp = new Date().toISOString();
  await writeFile(path, JSON.stringify({ pid, username: 'lin', hostname, timestamp }));
  return path;
}

it('removes locks whose owners are gone, and keeps the others', async () => {
  const gone = await lockOf('gone', 1, 'here');
  const held = await lockOf('held', 2, 'here');
  const foreign = await lockOf('foreign', 1, 'there');
  const torn = join(folder, 'torn.json');
  await writeFile(torn, '');

  const engine = { name: 'pulumi', startedAt: new Date(0) };
  const cleared = await clearStaleLocks(
    await readLocks(backend, 'skerry', 'local'),
    async (pid) => (pid === 2 ? engine : undefined),
    'here',
  );

  expect(cleared.removed.map(({ path }) => path).sort()).toEqual([gone, torn].sort());
  expect(cleared.kept.map(({ path, kind }) => [path, kind]).sort()).toEqual(
    [
      [held, 'held'],
      [foreign, 'foreign'],
    ].sort(),
  );
  expect([gone, torn].filter(existsSync)).toEqual([]);
  expect([held, foreign].filter(existsSync)).toEqual([held, foreign]);
});

it('finds no lock where the engine never ran', async () => {
  expect(await readLocks(join(backend, 'nothing'), 'skerry', 'local')).toEqual([]);
});

it('tells this process as what it is, started before now', async () => {
  const owner = await readLockOwner(process.pid);
  expect(owner?.name).toMatch(/\w/);
  expect(owner?.aliases).toContain(basename(process.execPath));
  expect(owner?.startedAt.getTime()).toBeLessThanOrEqual(Date.now() + 2000);
  expect(owner?.startedAt.getTime()).toBeGreaterThan(Date.now() - 24 * 3600 * 1000);
});

it('reads the time of the boot from /proc/stat', () => {
  expect(parseBootTime('cpu  1 2 3\nbtime 1795326000\nprocesses 7\n')).toBe(1795326000);
});
