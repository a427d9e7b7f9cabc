import { existsSync, watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withEngineLock } from '../../../cli/engine/hold.ts';
import { clearStaleLocks, readLocks } from '../../../cli/engine/lock-files.ts';
import { parseBootTime, readLockOwner } from '../../../cli/engine/lock-owner.ts';
import { requireUnlocked } from '../../../cli/engine/require-unlocked.ts';
import { until } from '../../support/until.ts';

let backend: string;
let folder: string;
beforeEach(async () => {
  backend = await mkdtemp(join(tmpdir(), 'skerry-locks-'));
  folder = join(backend, '.pulumi/locks/organization/skerry/local');
  await mkdir(folder, { recursive: true });
});
afterEach(() => rm(backend, { recursive: true, force: true }));

async function lockOf(name: string, pid: number, hostname: string, ending = ''): Promise<string> {
  const path = join(folder, `${name}.json${ending}`);
  const timestamp = new Date().toISOString();
  await writeFile(path, JSON.stringify({ pid, username: 'lin', hostname, timestamp }));
  return path;
}

function watchNames(path: string): { names: Set<string>; close: () => void } {
  const names = new Set<string>();
  const watcher = watch(path, (_event, name) => names.add(String(name)));
  return { names, close: () => watcher.close() };
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

it('takes every file for a lock, as the engine does, but for attributes and folders', async () => {
  await lockOf('renamed', 1, 'here');
  await lockOf('killed', 1, 'here', '.187a.tmp');
  await lockOf('killed', 1, 'here', '.attrs');
  await mkdir(join(folder, 'deeper'));
  const found = await readLocks(backend, 'skerry', 'local');
  expect(found.map(({ path }) => basename(path)).sort()).toEqual(['killed.json.187a.tmp', 'renamed.json']);
});

it('judges a temporary file by the lock in it, and an empty one by its age', async () => {
  const gone = await lockOf('gone', 1, 'here', '.1.tmp');
  const held = await lockOf('held', 2, 'here', '.2.tmp');
  const empty = join(folder, 'empty.json.3.tmp');
  await writeFile(empty, '');
  const engine = { name: 'pulumi', startedAt: new Date(0) };
  const clear = async (now: number) =>
    await clearStaleLocks(
      await readLocks(backend, 'skerry', 'local'),
      async (pid) => (pid === 2 ? engine : undefined),
      'here',
      now,
    );

  const soon = await clear(Date.now());
  expect(soon.removed.map(({ path }) => path)).toEqual([gone]);
  expect(soon.kept.map(({ path }) => path)).toEqual([held]);
  expect(soon.unwritten).toEqual([empty]);

  const later = await clear(Date.now() + 10_000);
  expect(later.removed).toEqual([{ path: empty, reason: 'it is torn' }]);
  expect(later.unwritten).toEqual([]);
});

it('waits for what an engine may be writing, no longer than it takes', async () => {
  const empty = join(folder, 'empty.json.3.tmp');
  await writeFile(empty, '');
  const almost = new Date(Date.now() - 4_700);
  await utimes(empty, almost, almost);
  const notes: string[] = [];
  await requireUnlocked(backend, 'skerry', 'local', (text) => notes.push(text));
  expect(notes).toEqual(['removed a stale lock of local: it is torn']);
  expect(existsSync(empty)).toBe(false);
});

it('lays a lock of our own so that nothing but the whole of it is ever among the locks', async () => {
  const watched = watchNames(folder);
  try {
    await withEngineLock(
      backend,
      'skerry',
      'local',
      () => undefined,
      async () => {
        expect(await readdir(folder)).toEqual([expect.stringMatching(/^[\da-f-]{36}\.json$/)]);
      },
    );
    await until('the watch has told', () => watched.names.size > 0, { timeout: 5_000 });
  } finally {
    watched.close();
  }
  expect([...watched.names]).toEqual([expect.stringMatching(/^[\da-f-]{36}\.json$/)]);
  expect(await readdir(folder)).toEqual([]);
  expect((await readdir(backend)).filter((name) => name.includes('.json'))).toEqual([]);
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
