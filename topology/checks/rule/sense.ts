import { below } from '../../diagnostics/pointer.ts';
import { seconds } from '../../plan/duration.ts';
import type { Check } from '../check.ts';
import { actingParts, soundRules } from './entries.ts';

/** What the plan takes where the file says nothing (plan/group.ts). */
const PRESET = '5m';

/** What every cloud takes, and nobody means. */
export const ruleSense: Check[] = [
  {
    code: 'rule/step-weaker',
    severity: 'warning',
    summary: 'the further a metric is beyond its value, the more a rule does',
    why: 'The worse it gets, the less would be done: at the highest load the group grows by the smallest step.',
    allowed: 'Steps whose change grows with the distance.',
    fix: 'Let the further step do at least as much as the nearer one.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        if (entry.kind !== 'step') continue;
        const parts = actingParts(entry).flatMap(({ part, pointer }) => {
          const from = part.above ?? part.below;
          const word = (['add', 'addPercent'] as const).find((each) => part[each] !== undefined);
          const change = word && part[word];
          if (from === undefined || word === undefined || change === undefined) return [];
          return [{ distance: part.above === undefined ? -from : from, from, word, change, pointer }];
        });
        for (const nearer of parts) {
          const weaker = parts.find(
            (each) =>
              each.word === nearer.word &&
              each.distance > nearer.distance &&
              Math.abs(each.change) < Math.abs(nearer.change),
          );
          if (!weaker) continue;
          yield {
            pointer: below(weaker.pointer, weaker.word),
            message: `from ${weaker.from} on the rule does less (${weaker.change}) than from ${nearer.from} on (${nearer.change})`,
            fix: `${nearer.change}, or further`,
            related: [{ pointer: below(nearer.pointer, nearer.word), message: 'the nearer one is here' }],
          };
          break;
        }
      }
    },
  },
  {
    code: 'rule/cooldown-short',
    severity: 'warning',
    summary: 'a rule waits until the instances that it brought are at work',
    why: 'The new instances do nothing yet when the rule looks again: it brings as many once more, and once more, up to max.',
    allowed: 'cooldown of at least warmUp, in rules with simple that bring instances.',
    fix: 'Raise cooldown, or lower warmUp if instances are faster.',
    *run({ site, index }) {
      for (const entry of soundRules(index)) {
        const { kind, group, pointer, rule: written } = entry;
        if (kind !== 'simple' || written.above === undefined) continue;
        const preset = { ...site.defaults?.group, ...group.value };
        const cooldown = written.cooldown ?? preset.cooldown ?? PRESET;
        const warmUp = preset.warmUp ?? PRESET;
        if (seconds(cooldown) >= seconds(warmUp)) continue;
        yield {
          pointer: below(pointer, written.cooldown === undefined ? 'simple' : 'cooldown'),
          ...(written.cooldown === undefined && { at: 'key' as const }),
          message: `the rule acts again after ${cooldown}, and an instance is at work after ${warmUp}`,
          fix: written.cooldown === undefined ? `cooldown: ${warmUp}` : warmUp,
          lacking: [below(pointer, 'cooldown')],
        };
      }
    },
  },
  {
    code: 'rule/never-reached',
    severity: 'warning',
    summary: 'values of the CPU are percentages that it can have',
    why: 'The mean CPU of a group never passes 100 percent: the rule never acts, and the group never grows.',
    allowed: 'Values below 100 with cpu.',
    fix: 'Take a value below 100.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        const { kind, pointer, rule: written } = entry;
        if (written[kind] !== 'cpu') continue;
        const values = [
          { value: written.target, place: below(pointer, 'target') },
          ...actingParts(entry).map(({ part, pointer: place }) => ({
            value: part.above,
            place: below(place, 'above'),
          })),
        ];
        const beyond = values.find(({ value }) => value !== undefined && value >= 100);
        if (!beyond) continue;
        yield {
          pointer: beyond.place,
          message: `the CPU never passes ${beyond.value} percent, so that the rule never acts`,
          fix: '60',
        };
      }
    },
  },
  {
    code: 'rule/outside-bounds',
    severity: 'warning',
    summary: 'a rule sets a group to a number within its bounds',
    why: 'The cloud stops at the bound: the rule reads as more, or less, than it ever does.',
    allowed: 'setTo from min to max.',
    fix: 'Stay within the bounds, or move them.',
    *run({ index }) {
      for (const entry of soundRules(index)) {
        const { min, max } = entry.group.value.capacity;
        if (min > max) continue;
        for (const { part, pointer } of actingParts(entry)) {
          const { setTo } = part;
          if (setTo === undefined || (setTo >= min && setTo <= max)) continue;
          const word = setTo < min ? 'min' : 'max';
          yield {
            pointer: below(pointer, 'setTo'),
            message: `setTo ${setTo} is ${word === 'min' ? 'below min' : 'beyond max'}, where the cloud stops`,
            allowed: `${min} to ${max}`,
            fix: String(word === 'min' ? min : max),
            related: [
              {
                pointer: below(entry.group.pointer, 'capacity', word),
                message: `${word} is ${word === 'min' ? min : max}`,
              },
            ],
          };
        }
      }
    },
  },
];
