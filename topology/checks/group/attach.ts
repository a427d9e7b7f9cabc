import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const attachChecks: Check[] = [
  rule('attach/twice', 'an instance belongs to one group', function* ({ index }) {
    const seen = new Map<string, { pointer: string; group: string }>();
    for (const { id: group, pointer, value } of index.groups.values()) {
      for (const [position, { id }] of (value.attach ?? []).entries()) {
        const place = below(pointer, 'attach', position, 'id');
        const first = seen.get(id);
        if (!first) seen.set(id, { pointer: place, group });
        else
          yield {
            pointer: place,
            message: `${id} belongs to ${first.group} already`,
            fix: 'one of them',
            related: [{ pointer: first.pointer, message: 'the first is here' }],
          };
      }
    }
  }),
  rule('attach/beyond-max', 'a group has room for the instances that belong to it', function* ({ index }) {
    for (const { name, pointer, value } of index.groups.values()) {
      const count = (value.attach ?? []).length;
      if (count <= value.capacity.max) continue;
      yield {
        pointer: below(pointer, 'attach'),
        at: 'key',
        message: `${count} instances belong to ${name}, and it has room for ${value.capacity.max}`,
        fix: `max: ${count}`,
        related: [{ pointer: below(pointer, 'capacity', 'max'), message: `max is ${value.capacity.max}` }],
      };
    }
  }),
  rule(
    'attach/beyond-desired',
    'a group whose file says how many run counts those that belong to it among them',
    function* ({ index }) {
      for (const { name, pointer, value } of index.groups.values()) {
        const { owner, desired, max } = value.capacity;
        const count = (value.attach ?? []).length;
        if (owner !== 'iac' || desired === undefined || count <= desired || count > max) continue;
        yield {
          pointer: below(pointer, 'attach'),
          at: 'key',
          message: `${count} instances belong to ${name}, and desired is ${desired}: the next update would let some go`,
          fix: `desired: ${count}`,
          related: [
            {
              pointer: below(pointer, 'capacity', 'desired'),
              message: `desired is ${desired}, of owner iac`,
            },
          ],
        };
      }
    },
  ),
  rule('attach/not-entrusted', 'on aws, a group may release what belongs to it', function* ({ index }) {
    for (const { pointer, region, value } of index.groups.values()) {
      if (region.platform !== 'aws') continue;
      for (const [position, { id, entrusted = false }] of (value.attach ?? []).entries()) {
        if (entrusted) continue;
        const place = below(pointer, 'attach', position);
        yield {
          pointer: value.attach?.[position]?.entrusted === undefined ? place : below(place, 'entrusted'),
          message: `a group of AWS releases ${id} like its own instances, and entrusted doesn't say that it may`,
          fix: `{id: ${id}, entrusted: true}`,
        };
      }
    }
  }),
];
