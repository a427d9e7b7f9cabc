import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';
import { type Acting, actingParts, soundRules } from './entries.ts';

const sideOf = ({ above, below: under }: Acting): string | undefined =>
  above === undefined ? (under === undefined ? undefined : 'below') : 'above';

const unitOf = (part: Acting): keyof Acting | undefined =>
  (['add', 'addPercent', 'setTo'] as const).find((unit) => part[unit] !== undefined);

export const ruleSteps: Check[] = [
  rule({
    code: 'rule/steps-mixed',
    summary: 'steps of one rule are on one side and of one kind',
    why: 'Both clouds take steps of one side and one kind of change: the rule is refused.',
    allowed: 'All above or all below, all of one of add, addPercent and setTo.',
    fix: 'Write a rule for each side.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        const [first, ...others] = actingParts(entry);
        for (const { part, pointer } of others) {
          if (!first) continue;
          for (const read of [sideOf, unitOf]) {
            const [expected, found] = [read(first.part), read(part)];
            if (expected === undefined || found === undefined || expected === found) continue;
            yield {
              pointer: below(pointer, found),
              at: 'key',
              message: `the first step has ${expected}, and this one ${found}: both clouds want one of them for all`,
              fix: read === sideOf ? `a rule for those ${found}` : expected,
              related: [{ pointer: below(first.pointer, expected), message: `${expected} is here` }],
            };
          }
        }
      }
    },
  }),
  rule({
    code: 'rule/step-duplicate',
    summary: 'each step begins at a value of its own',
    why: 'Two steps at one value overlap: the cloud refuses the rule.',
    allowed: 'A value of its own for each step.',
    fix: 'Move one of them.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        if (entry.kind !== 'step') continue;
        const parts = actingParts(entry);
        for (const [position, { part, pointer }] of parts.entries()) {
          const side = part.above === undefined ? 'below' : 'above';
          const value = part[side];
          const earlier = parts
            .slice(0, position)
            .find((other) => value !== undefined && other.part[side] === value);
          if (!earlier) continue;
          yield {
            pointer: below(pointer, side),
            message: `two steps begin at ${value}`,
            fix: 'a value of its own',
            related: [{ pointer: below(earlier.pointer, side), message: 'the first is here' }],
          };
        }
      }
    },
  }),
];
