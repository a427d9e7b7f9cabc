import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { partsFolder } from '../../providers/local/state/layout.ts';

/** A part's log as svlogd writes it. */
export interface PartLog {
  /** `local/group-mirror-sync/instances/a1b2` */
  id: string;
  path: string;
}

/** Of parts and of instances. Beside the logs lie a bucket's objects and an edge's cache: never a walk through those. */
const patterns = ['*/*/log/current', '*/*/instances/*/log/current'];

/** Logs of all parts of a local stack, by id. */
export function findLogs(stateFolder: string): PartLog[] {
  const folder = partsFolder(stateFolder);
  if (!existsSync(folder)) return [];
  return globSync(patterns, { cwd: folder })
    .map((path) => ({ id: path.slice(0, -'/log/current'.length), path: join(folder, path) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * What a person may mean by a part: its id; else the beginning of several; else a word within, such as `mirror-sync`.
 */
export function selectLogs(logs: readonly PartLog[], wanted: string): PartLog[] {
  const narrowing: ((id: string) => boolean)[] = [
    (id) => id === wanted,
    (id) => id.startsWith(wanted),
    (id) => id.includes(wanted),
  ];
  for (const matches of narrowing) {
    const found = logs.filter(({ id }) => matches(id));
    if (found.length > 0) return found;
  }
  return [];
}
