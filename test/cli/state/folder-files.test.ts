import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listBackups, readBackup, takeBackup } from '../../../cli/state/backups.ts';
import { FolderFiles } from '../../../cli/state/folder-files.ts';
import { stateKeys } from '../../../cli/state/keys.ts';
import { listLocks } from '../../../cli/state/locks.ts';

let folder: string;
let files: FolderFiles;
const keys = stateKeys('skerry', 'prod');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skerry-state-'));
  files = new FolderFiles(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (key: string, text: string | Uint8Array): Promise<void> => files.write(key, Buffer.from(text));

it('holds nothing before anything was written', async () => {
  expect(await listBackups(files, keys)).toEqual([]);
  expect(await takeBackup(files, keys, 'prod')).toBeUndefined();
  expect(await listLocks(files, keys.locks)).toEqual([]);
  await files.remove(`${keys.locks}none.json`);
});

it('keeps a state once, however often it is put aside, and lists the newest first', async () => {
  await put(keys.checkpoint, 'one');
  expect(await takeBackup(files, keys, 'prod', 1_700_000_000_000)).toMatchObject({ isNew: true });
  expect(await takeBackup(files, keys, 'prod', 1_700_000_001_000)).toMatchObject({ isNew: false });
  await put(keys.checkpoint, 'two');
  await takeBackup(files, keys, 'prod', 1_795_351_314_843);
  await put(`${keys.backups}notes.txt`, 'of somebody');
  const [newest, oldest, ...rest] = await listBackups(files, keys);
  expect([newest?.id, oldest?.id, rest]).toEqual([
    '2026-11-22T12:41:54.843Z',
    '2023-11-14T22:13:20.000Z',
    [],
  ]);
  expect([await readBackup(files, newest!), await readBackup(files, oldest!)]).toEqual(['two', 'one']);
});

it('reads what a backend keeps compressed', async () => {
  await put(`${keys.checkpoint}.gz`, gzipSync('small'));
  await takeBackup(files, keys, 'prod');
  const [backup] = await listBackups(files, keys);
  expect(backup?.key.endsWith('.json.gz')).toBe(true);
  expect(await readBackup(files, backup!)).toBe('small');
});

it('names locks by their files, torn ones, too', async () => {
  await put(
    `${keys.locks}a.json`,
    '{"pid":1,"username":"lin","hostname":"here","timestamp":"2026-11-22T07:17:13Z"}',
  );
  await put(`${keys.locks}a.json.attrs`, '{}');
  await put(`${keys.locks}b.json`, '');
  const found = await listLocks(files, keys.locks);
  expect(found.map(({ id, lock }) => [id, lock?.username])).toEqual([
    ['a', 'lin'],
    ['b', undefined],
  ]);
});
