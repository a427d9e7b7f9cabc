import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

/** Who owns desired says which number the file may give: any other would fight the owner at each update. */
export const capacityOwner: Check[] = [
  rule('capacity/desired-of-other-owner', 'desired is given only where iac owns it', function* ({ index }) {
    for (const { pointer, value } of index.groups.values()) {
      const { owner, desired } = value.capacity;
      if (owner === 'iac' || desired === undefined) continue;
      yield {
        pointer: below(pointer, 'capacity', 'desired'),
        at: 'key',
        message: `desired ${desired} would undo at each update what the ${owner} has set`,
        fix: `initial: ${desired}`,
        related: [{ pointer: below(pointer, 'capacity', 'owner'), message: `owner is ${owner}` }],
      };
    }
  }),
  rule(
    'capacity/initial-of-iac',
    'initial is given only where iac does not own desired',
    function* ({ index }) {
      for (const { pointer, value } of index.groups.values()) {
        const { owner, initial, desired } = value.capacity;
        if (owner !== 'iac' || initial === undefined) continue;
        yield {
          pointer: below(pointer, 'capacity', 'initial'),
          at: 'key',
          message: `initial ${initial} has no meaning where iac holds the group to desired`,
          fix: desired === undefined ? `desired: ${initial}` : 'desired alone',
          related: [{ pointer: below(pointer, 'capacity', 'owner'), message: 'owner is iac' }],
        };
      }
    },
  ),
  rule('capacity/desired-missing', 'desired is given where iac owns it', function* ({ index }) {
    for (const { pointer, value } of index.groups.values()) {
      const { owner, initial, desired, min } = value.capacity;
      // With `initial` there, that one finding asks for desired in its place.
      if (owner !== 'iac' || desired !== undefined || initial !== undefined) continue;
      yield {
        pointer: below(pointer, 'capacity', 'owner'),
        message: 'iac owns the number of instances, and desired, which says it, is missing',
        fix: `desired: ${min}, or the owner that moves the group`,
        lacking: [below(pointer, 'capacity', 'desired'), below(pointer, 'capacity', 'initial')],
      };
    }
  }),
];
