import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';
import { type Acting, actingParts, soundRules } from './entries.ts';

const CHANGES = ['add', 'addPercent', 'setTo'] as const;
const SIDES = ['above', 'below'] as const;

const given = <K extends keyof Acting>(part: Acting, keys: readonly K[]): K[] =>
  keys.filter((key) => part[key] !== undefined);

export const ruleChanges: Check[] = [
  rule({
    code: 'rule/threshold',
    summary: 'a change is either above or below a value',
    why: 'An alarm watches one side of a value: without a side it is never raised, with two it is always.',
    allowed: 'One of above and below.',
    fix: 'Write a rule for each side.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        for (const { part, pointer } of actingParts(entry)) {
          const sides = given(part, SIDES);
          if (sides.length === 1) continue;
          const both = sides.length === 2;
          yield {
            pointer: both ? below(pointer, 'below') : pointer,
            ...(both && { at: 'key' as const }),
            message: both
              ? 'one change is either above or below a value, and this one is both'
              : `the ${entry.kind} rule doesn't say from which value on it acts`,
            allowed: 'one of above or below',
            fix: both ? 'a rule for each' : 'above: 80',
            lacking: SIDES.map((side) => below(pointer, side)),
          };
        }
      }
    },
  }),
  rule({
    code: 'rule/change',
    summary: 'a rule says once how much capacity changes by',
    why: 'Both clouds take one kind of change a rule and refuse two; a rule that changes nothing only hides that nobody scales.',
    allowed: 'One of add, addPercent and setTo, other than 0 for the first two.',
    fix: 'Say the change once.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterConflict' }],
    *run({ index }) {
      for (const entry of soundRules(index)) {
        for (const { part, pointer } of actingParts(entry)) {
          const [first, second] = given(part, CHANGES);
          const nothing = first !== undefined && first !== 'setTo' && part[first] === 0;
          if (first !== undefined && second === undefined && !nothing) continue;
          const place = second ?? first;
          yield {
            pointer: place === undefined ? pointer : below(pointer, place),
            ...(second !== undefined && { at: 'key' as const }),
            message:
              second !== undefined
                ? `one change is either ${first} or ${second}, and this one is both`
                : nothing
                  ? `${first}: 0 changes nothing`
                  : "the change doesn't say how many instances it is about",
            allowed: 'one of add, addPercent or setTo',
            fix:
              second !== undefined ? `leave ${second} out` : part.below === undefined ? 'add: 1' : 'add: -1',
            lacking: CHANGES.map((change) => below(pointer, change)),
          };
        }
      }
    },
  }),
  rule({
    code: 'rule/wrong-way',
    summary: 'more load never takes instances away, nor less adds some',
    why: 'More load would take instances away, which brings more load to those left: the group scales itself down to its knees.',
    allowed: 'Positive changes above a value, negative ones below it.',
    fix: 'Turn the sign.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        for (const { part, pointer } of actingParts(entry)) {
          const [change] = given(part, ['add', 'addPercent']);
          const by = change && part[change];
          if (change === undefined || !by || given(part, SIDES).length !== 1) continue;
          const above = part.above !== undefined;
          if (above === by > 0) continue;
          yield {
            pointer: below(pointer, change),
            message: above
              ? `above ${part.above} the load is high, and ${change}: ${by} takes instances away`
              : `below ${part.below} the load is low, and ${change}: ${by} brings more instances`,
            fix: String(-by),
          };
        }
      }
    },
  }),
  rule({
    code: 'rule/at-least',
    summary: 'a least change belongs to one in percent',
    why: 'A least change bounds changes in percent; the clouds refuse it, or ignore it, beside any other.',
    allowed: 'atLeast beside addPercent.',
    fix: 'Write addPercent, or leave atLeast out.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        const { rule: written, pointer } = entry;
        const parts = actingParts(entry);
        if (written.atLeast === undefined || parts.length === 0) continue;
        if (parts.some(({ part }) => part.addPercent !== undefined)) continue;
        yield {
          pointer: below(pointer, 'atLeast'),
          at: 'key',
          message: 'atLeast bounds a change in percent, and this rule has none',
          fix: 'addPercent: 20, or leave atLeast out',
        };
      }
    },
  }),
];
