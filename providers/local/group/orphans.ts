import { join } from 'node:path';
import { namesIn, readRecord, removeFolder } from '../parts/record.ts';
import { partFolder, serviceName, servicesFolder } from '../state/layout.ts';
import { disableService } from '../supervisor/service.ts';

/**
 * Ends and removes what is left of a group's instances whose record somebody has removed, most likely with the whole
 * folder: their processes go on in it, and have the addresses that records say are free. Only under the group's lock.
 */
export async function removeOrphans(stateDir: string, group: string): Promise<void> {
  const instances = `${group}/instances/`;
  const prefix = serviceName(instances);
  const services = await namesIn(servicesFolder(stateDir));
  const names = new Set([
    ...(await namesIn(join(partFolder(stateDir, group), 'instances'))),
    ...services.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
  ]);
  for (const name of names) {
    const id = `${instances}${name}`;
    if (await readRecord(stateDir, id)) continue;
    await disableService(stateDir, id, 0);
    await removeFolder(stateDir, id);
  }
}
