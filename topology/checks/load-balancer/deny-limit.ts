import { networkAclEntries } from '../../catalog/limits.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { deniedRanges } from '../../network/denied-ranges.ts';
import { rule } from '../check.ts';

/** One allows what is not denied, and the cloud's own denies the rest. */
const TAKEN = 2;

/** On AWS one list, which the region's balancers share, refuses what they deny. */
export const denyLimit = rule({
  code: 'lb/deny-too-many',
  summary: 'on aws, the balancers of a region deny no more than a network ACL holds',
  why: 'On AWS a network ACL refuses the denied sources, and it holds few entries: the rest would be let in.',
  allowed: 'What a network ACL holds, less two; neighbouring ports of one source count once.',
  fix: 'Deny wider ranges, or only the sources that matter.',
  tables: [networkAclEntries],
  *run({ index }) {
    const most = networkAclEntries.rows - TAKEN;
    for (const region of index.regions.filter(({ platform }) => platform === 'aws')) {
      const entries = [...index.loadBalancers.values()].filter((entry) => entry.region === region);
      const bordered = entries.map(({ value }) => ({
        deny: value.deny ?? [],
        listeners: Object.values(value.listeners).map((port) => ({ port })),
        ...(value.allow && { allow: value.allow }),
      }));
      const count = deniedRanges(bordered).length;
      const longest = entries.toSorted(
        (one, other) => (other.value.deny?.length ?? 0) - (one.value.deny?.length ?? 0),
      )[0];
      if (count <= most || !longest) continue;
      yield {
        pointer: below(longest.pointer, 'deny'),
        at: 'key',
        message: `what the balancers of ${region.name} deny makes ${count} entries of its network ACL`,
        allowed: `${most} in a region (${cite(networkAclEntries)}); a source counts once for each of its ports that do not lie together`,
        fix: 'wider ranges, or the sources that matter',
      };
    }
  },
});
