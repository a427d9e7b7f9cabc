import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

/** Who owns desired says which number the file may give: any other would fight the owner at each update. */
export const capacityOwner: Check[] = [
  rule({
    code: 'capacity/desired-of-other-owner',
    summary: 'desired is given only where iac owns it',
    why: 'Each update would put the group back to the number in the file: at peak load that ends instances which serve, the most reported accident of scaling groups in infrastructure as code.',
    allowed: 'desired with owner: iac alone; initial with the other owners.',
    fix: 'Write initial in place of desired, or take owner: iac.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameter.InScenario' }],
    *run({ index }) {
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
    },
  }),
  rule({
    code: 'capacity/initial-of-iac',
    summary: 'initial is given only where iac does not own desired',
    why: 'Owner iac holds the group to desired from the first moment on: what initial says would never be true, and a reader would believe it.',
    allowed: 'initial with owner: autoscaler or schedule.',
    fix: 'Write desired in place of initial.',
    *run({ index }) {
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
  }),
  rule({
    code: 'capacity/desired-missing',
    summary: 'desired is given where iac owns it',
    why: 'Without a number the cloud takes min, or leaves what it finds: nobody could tell from the file how many instances run.',
    allowed: 'desired from min to max, 0 included: zero is a number, and not the same as nothing.',
    fix: 'Write desired, or the owner that really moves the group.',
    prevents: [{ cloud: 'tencent', error: 'MissingParameter.InScenario' }],
    *run({ index }) {
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
    },
  }),
];
