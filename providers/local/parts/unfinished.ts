import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceDeclaration } from '../group/declaration.ts';
import { partsFolder } from '../state/layout.ts';
import { firstObject } from './bucket.ts';
import { removePart } from './install.ts';
import { listRecords, recordPath } from './record.ts';

/**
 * Removes what creates that were killed have left in a region, which no Pulumi state knows of: parts that never
 * answered, those whose removal was killed, and the instances of groups that were never complete. Instances go before their group.
 */
export async function removeUnfinished(stateDir: string, region: string): Promise<void> {
  const records = (await listRecords(stateDir)).filter((part) => part.region === region);
  const groups = new Set(
    records.filter(({ kind, phase }) => kind === 'group' && phase === 'ready').map(({ id }) => id),
  );
  const unfinished = records.filter(({ kind, phase, inputs }) => {
    if (kind === 'network' || kind === 'release') return false;
    if (kind === 'instance') return !groups.has((inputs as InstanceDeclaration).group);
    return phase !== 'ready';
  });
  for (const { id } of unfinished.sort((a, b) => b.id.length - a.id.length))
    await removePart(stateDir, id, 0);
  for (const id of await foldersWithoutRecord(stateDir, region)) await removePart(stateDir, id, 0);
}

/** A kill before the very first write was complete leaves a folder alone. One that holds data is no such leftover. */
async function foldersWithoutRecord(stateDir: string, region: string): Promise<string[]> {
  const folder = join(partsFolder(stateDir), region);
  const ids = existsSync(folder) ? (await readdir(folder)).map((name) => `${region}/${name}`) : [];
  return ids.filter((id) => !existsSync(recordPath(stateDir, id)) && firstObject(stateDir, id) === undefined);
}
