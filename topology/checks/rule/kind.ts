import { below } from '../../diagnostics/pointer.ts';
import { either } from '../../diagnostics/show.ts';
import type { ScalingRule } from '../../schema/scaling-rule.ts';
import { rule, type Check } from '../check.ts';
import { KINDS, type Kind, ruleEntries, soundRules } from './entries.ts';

type Word = Exclude<keyof ScalingRule, Kind>;

/** Words of each kind, those first that it can't do without. */
const words: Record<Kind, { needs: Word[]; takes: Word[]; example: string }> = {
  track: { needs: ['target'], takes: ['scaleIn', 'warmUp'], example: 'target: 60' },
  step: {
    needs: ['steps'],
    takes: ['atLeast', 'for', 'warmUp'],
    example: 'steps: [{above: 70, add: 1}, {above: 85, add: 3}]',
  },
  simple: {
    needs: [],
    takes: ['above', 'below', 'add', 'addPercent', 'setTo', 'atLeast', 'for', 'cooldown'],
    example: 'above: 80, add: 2',
  },
  predict: { needs: ['target'], takes: ['mode', 'maxBuffer', 'ahead'], example: 'target: 60' },
};

export const ruleKinds: Check[] = [
  rule({
    code: 'rule/kind',
    summary: 'each rule is of one kind',
    why: "A rule is one object in the cloud, of one type, which can't be changed later without making it anew.",
    allowed: 'One of track, step, simple and predict, with a metric.',
    fix: 'Write a rule for each kind.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameter.Conflict' }],
    *run({ index }) {
      for (const { pointer, kinds, rule: written } of ruleEntries(index)) {
        if (kinds.length === 1) continue;
        const [first, second] = kinds;
        yield {
          pointer: second === undefined ? pointer : below(pointer, second),
          at: second === undefined ? 'value' : 'key',
          message:
            first === undefined
              ? 'the rule names no metric to go by'
              : `one rule can't be of the kinds ${kinds.join(' and ')}`,
          allowed: `one of ${either(KINDS)}, with a metric`,
          fix: first === undefined ? likelyKind(written) : 'a rule for each',
          lacking: KINDS.map((kind) => below(pointer, kind)),
        };
      }
    },
  }),
  rule({
    code: 'rule/word-missing',
    summary: 'each rule has what its kind needs',
    why: 'The cloud refuses the rule: a target rule without a target has nothing to hold.',
    allowed: 'target with track and predict, steps with step.',
    fix: 'Add the word.',
    prevents: [{ cloud: 'tencent', error: 'MissingParameter.InScenario' }],
    *run({ index }) {
      for (const { pointer, kind, rule: written } of soundRules(index)) {
        const missing = words[kind].needs.find((word) => written[word] === undefined);
        if (missing === undefined) continue;
        yield {
          pointer: below(pointer, kind),
          at: 'key',
          message: `a rule with ${kind} has a ${missing}, and this one has none`,
          fix: words[kind].example,
          lacking: [below(pointer, missing)],
        };
      }
    },
  }),
  rule({
    code: 'rule/word-of-other-kind',
    summary: 'each rule has words of its kind alone',
    why: 'The cloud refuses the word with this kind of rule, or ignores it: a cooldown that is believed and not kept.',
    allowed: "The words of the rule's kind (see the list of words of the stack file).",
    fix: 'Leave the word out, or take the kind that has it.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameter.InScenario' }],
    *run({ index }) {
      for (const { pointer, kind, rule: written } of soundRules(index)) {
        const known: string[] = [kind, ...words[kind].needs, ...words[kind].takes];
        for (const word of Object.keys(written).filter((key) => !known.includes(key))) {
          const others = KINDS.filter((other) => {
            const { needs, takes } = words[other];
            return [...needs, ...takes].some((each) => each === word);
          });
          yield {
            pointer: below(pointer, word),
            at: 'key',
            message: `${word} is a word of rules with ${either(others)}, and has no meaning with ${kind}`,
            allowed: known.slice(1).join(', '),
            fix: kind === 'step' && others.includes('simple') ? `steps: [{${word}: …}]` : `leave ${word} out`,
          };
        }
      }
    },
  }),
];

/** By the words that stand there. */
function likelyKind(written: ScalingRule): string {
  if (written.steps !== undefined) return 'step: cpu';
  if (written.above !== undefined || written.below !== undefined) return 'simple: cpu';
  if (written.mode !== undefined || written.ahead !== undefined || written.maxBuffer !== undefined)
    return 'predict: cpu';
  return 'track: cpu';
}
