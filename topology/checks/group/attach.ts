import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const attachChecks: Check[] = [
  rule({
    code: 'attach/twice',
    summary: 'an instance belongs to one group',
    why: 'An instance is in one scaling group at a time: the second attachment is refused after the first has been made.',
    allowed: 'Each instance under one group.',
    fix: 'Leave it out of one of them.',
    prevents: [{ cloud: 'tencent', error: 'ResourceUnavailable.InstancesAlreadyInAutoScalingGroup' }],
    *run({ index }) {
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
    },
  }),
  rule({
    code: 'attach/beyond-max',
    summary: 'a group has room for the instances that belong to it',
    why: 'The group is full before all have come in: the last ones are refused, and those that were in stay.',
    allowed: 'As many instances as max at most.',
    fix: 'Raise max, or attach fewer.',
    prevents: [
      { cloud: 'tencent', error: 'ResourceInsufficient.AutoScalingGroupAboveMaxSize' },
      { cloud: 'alicloud', error: 'IncorrectCapacity.MaxSize' },
    ],
    *run({ index }) {
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
    },
  }),
  rule({
    code: 'attach/beyond-desired',
    summary: 'a group whose file says how many run counts those that belong to it among them',
    why: 'The next update holds the group to desired and ends the instances that are too many; with bad luck those that were just attached.',
    allowed: 'As many instances as desired at most, where iac owns it.',
    fix: 'Count the attached instances in desired.',
    *run({ index }) {
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
  }),
  rule({
    code: 'attach/not-entrusted',
    summary: 'on aws, a group may release what belongs to it',
    why: 'A group of AWS ends an attached instance like its own at the next scale-in, data and all: nobody should learn that afterwards.',
    allowed: 'entrusted: true for each attached instance on AWS.',
    fix: 'Say entrusted: true if the group may end the instance, or keep it out of the group.',
    *run({ index }) {
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
    },
  }),
];
