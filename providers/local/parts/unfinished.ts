import type { InstanceDeclaration } from '../group/declaration.ts';
import { removePart } from './install.ts';
import { listRecords } from './record.ts';

/**
 * Removes what creates that were killed have left in a region, which no Pulumi state knows of: parts that never
 * answered, and the instances of groups that were never complete. Instances go before their group.
 */
export async function removeUnfinished(stateDir: string, region: string): Promise<void> {
  const records = (await listRecords(stateDir)).filter((part) => part.region === region);
  const groups = new Set(
    records.filter(({ kind, phase }) => kind === 'group' && phase === 'ready').map(({ id }) => id),
  );
  const unfinished = records.filter(({ kind, phase, inputs }) => {
    if (kind === 'network' || kind === 'release') return false;
    if (kind === 'instance') return !groups.has((inputs as InstanceDeclaration).group);
    return phase === 'creating';
  });
  for (const { id } of unfinished.sort((a, b) => b.id.length - a.id.length))
    await removePart(stateDir, id, 0);
}
