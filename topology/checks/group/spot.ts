import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import type { GroupEntry } from '../../site-index.ts';
import type { Check } from '../check.ts';
import { effective } from './presets.ts';

export const spotWithoutBase: Check = {
  code: 'group/spot-without-base',
  severity: 'warning',
  summary: 'in production, some instances of a group with spot instances are on demand',
  why: 'The cloud takes spot instances back within minutes, often all of a type at once: without a base nobody is left to work.',
  allowed: 'onDemandBase of 1 or more beside spot, in production.',
  fix: 'Write onDemandBase, such as the min of the group.',
  *run(context) {
    if (context.site.stage !== 'production') return;
    const places = new Map<Pointer, GroupEntry[]>();
    for (const { group, value, pointer } of effective(context, 'spot')) {
      const { max, onDemandBase = 0 } = group.value.capacity;
      if (!value || onDemandBase > 0 || max === 0 || group.region.platform === 'local') continue;
      places.set(pointer, [...(places.get(pointer) ?? []), group]);
    }
    for (const [pointer, groups] of places) {
      yield {
        pointer,
        at: 'key',
        message: `all instances of ${groups.map(({ id }) => id).join(', ')} are spot instances, which the cloud may take back at once`,
        fix: `onDemandBase: ${Math.max(1, ...groups.map(({ value }) => value.capacity.min))} in capacity`,
        related: groups.map((group) => ({
          pointer: below(group.pointer, 'capacity'),
          message: `capacity of ${group.name} has no onDemandBase`,
        })),
        lacking: groups.map((group) => below(group.pointer, 'capacity', 'onDemandBase')),
      };
    }
  },
};
