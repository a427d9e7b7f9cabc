import { gunzipSync } from 'node:zlib';
import type { StateKeys } from './keys.ts';
import type { StateFiles } from './state-files.ts';

/** A checkpoint that was put aside: by the engine after each operation, by us before each `up` and restore. */
export interface Backup {
  /** When it was taken, ISO 8601 with milliseconds: by this name it is restored. */
  id: string;
  key: string;
  /** Bytes. */
  size: number;
}

const NANOSECONDS = 1_000_000n;

/** Backups of a stack, the newest first. */
export async function listBackups(files: StateFiles, keys: StateKeys): Promise<Backup[]> {
  const found = await files.list(keys.backups);
  return found
    .flatMap(({ key, size }) => {
      const time = timeOf(key);
      return time === undefined ? [] : [{ key, size, time, id: idOf(time) }];
    })
    .sort((a, b) => (a.time < b.time ? 1 : -1))
    .map(({ id, key, size }) => ({ id, key, size }));
}

/**
 * Puts the present checkpoint aside, in the engine's own place and form.
 *
 * @param now milliseconds since the epoch
 * @returns the backup that holds it; `isNew` is false where the newest one did already. `undefined`: there is no checkpoint
 */
export async function takeBackup(
  files: StateFiles,
  keys: StateKeys,
  stack: string,
  now: number = Date.now(),
): Promise<{ backup: Backup; isNew: boolean } | undefined> {
  for (const ending of ['', '.gz']) {
    const content = await files.read(`${keys.checkpoint}${ending}`);
    if (content === undefined) continue;
    const [newest] = await listBackups(files, keys);
    if (newest?.size === content.byteLength) {
      const before = await files.read(newest.key);
      if (before && Buffer.compare(before, content) === 0) return { backup: newest, isNew: false };
    }
    const time = BigInt(now) * NANOSECONDS;
    const key = `${keys.backups}${stack}.${time}.json${ending}`;
    await files.write(key, content);
    return { backup: { id: idOf(time), key, size: content.byteLength }, isNew: true };
  }
  return undefined;
}

/** The text of a backup; `undefined`: it is gone. */
export async function readBackup(files: StateFiles, { key }: Backup): Promise<string | undefined> {
  const content = await files.read(key);
  if (content === undefined) return undefined;
  return Buffer.from(key.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
}

function timeOf(key: string): bigint | undefined {
  const digits = /\.(\d{16,})\.json(\.gz)?$/.exec(key)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

const idOf = (time: bigint): string => new Date(Number(time / NANOSECONDS)).toISOString();
