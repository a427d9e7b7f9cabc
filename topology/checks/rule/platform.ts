import { ruleLimits, ruleMetrics } from '../../catalog/scaling-rules.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { either } from '../../diagnostics/show.ts';
import { seconds } from '../../plan/duration.ts';
import { rule, type Check, type Problem } from '../check.ts';
import { actingParts, type Kind, type RuleEntry, soundRules } from './entries.ts';

type Range = readonly [least: number, most: number];

export const rulePlatform: Check[] = [
  rule({
    code: 'rule/metric',
    summary: 'the platform can go by the metric of each rule',
    why: 'The cloud has no such metric for this kind of rule: it is refused, or its alarm stays without data for ever.',
    allowed: "The metrics in the platform's table; all of them with track.",
    fix: 'Take track, or another metric.',
    tables: [ruleMetrics],
    *run({ index }) {
      for (const { group, kind, pointer, rule: written } of soundRules(index)) {
        const { platform } = group.region;
        const metric = written[kind];
        if (platform === 'local' || metric === undefined) continue;
        const known = ruleMetrics.rows[platform][kind];
        if (known.includes(metric)) continue;
        yield {
          pointer: below(pointer, kind),
          message: `on ${platform}, a rule with ${kind} can't go by ${metric}`,
          allowed: `${either(known)} (${cite(ruleMetrics)}); any with track`,
          fix: `track: ${metric}`,
        };
      }
    },
  }),
  rule({
    code: 'rule/limit',
    summary: "a rule's numbers are within the limits of the platform",
    why: 'The cloud refuses the rule in the middle of an update: the group is there, and nothing scales it.',
    allowed: "The ranges in the platform's table.",
    fix: 'Take a value within the range.',
    tables: [ruleLimits],
    *run({ index }) {
      for (const entry of soundRules(index)) yield* beyondLimits(entry);
    },
  }),
  rule({
    code: 'rule/whole-minutes',
    summary: 'times that the clouds count in minutes are whole ones',
    why: 'Both clouds count this time in whole minutes: a part of one would be cut off silently.',
    allowed: 'Whole minutes.',
    fix: 'Round up.',
    *run({ index }) {
      for (const { pointer, rule: written } of soundRules(index)) {
        for (const word of ['for', 'ahead'] as const) {
          const time = written[word];
          if (time === undefined) continue;
          const length = seconds(time);
          if (length % 60 === 0 && (length > 0 || word === 'ahead')) continue;
          yield {
            pointer: below(pointer, word),
            message: `${word} is counted in whole minutes, and ${time} is not one`,
            fix: `${Math.max(1, Math.ceil(length / 60))}m`,
          };
        }
      }
    },
  }),
  rule({
    code: 'rule/duplicate',
    summary: 'a group has one rule of a kind for a metric',
    why: 'Two rules on one metric fight: one adds what the other takes, and instances come and go all night.',
    allowed: 'One rule of a kind for a metric and a side.',
    fix: 'Keep one, or make both steps of one rule.',
    prevents: [{ cloud: 'tencent', error: 'LimitExceeded.TargetTrackingScalingPolicy' }],
    *run({ index }) {
      const seen = new Map<string, string>();
      for (const entry of soundRules(index)) {
        const { group, kind, pointer, rule: written } = entry;
        const [part] = actingParts(entry);
        const side = part ? (part.part.above === undefined ? ' below' : ' above') : '';
        const key = `${group.id} ${kind} ${written[kind]}${side}`;
        const first = seen.get(key);
        if (first === undefined) {
          seen.set(key, pointer);
          continue;
        }
        yield {
          pointer: below(pointer, kind),
          message: `${group.name} has two rules with ${kind}: ${written[kind]}${side && `,${side}`}, which would fight`,
          fix:
            kind === 'track' || kind === 'predict' ? 'one of them' : 'one with step, and both as its steps',
          related: [{ pointer: first, message: 'the first is here' }],
        };
      }
    },
  }),
];

function* beyondLimits(entry: RuleEntry & { kind: Kind }): Generator<Problem> {
  const { group, pointer, rule: written } = entry;
  const { platform } = group.region;
  if (platform === 'local') return;
  const limits = ruleLimits.rows[platform];
  const tell = (place: string, word: string, shown: string, [least, most]: Range, fix: string): Problem => ({
    pointer: below(place, word),
    message: `${word}: ${shown} is beyond what a rule on ${platform} takes`,
    allowed: `${most === Infinity ? `${least} or more` : `${least} to ${most}`} (${cite(ruleLimits)})`,
    fix,
  });
  for (const { part, pointer: place } of actingParts(entry)) {
    for (const [word, unit] of [
      ['add', 'instances'],
      ['addPercent', 'percent'],
      ['setTo', 'total'],
    ] as const) {
      const [value, range] = [part[word], limits.change[unit]];
      if (value === undefined || !range || isWithin(value, range)) continue;
      yield tell(place, word, String(value), range, String(nearest(value, range)));
    }
  }
  for (const word of ['cooldown', 'warmUp', 'ahead'] as const) {
    const [time, range] = [written[word], limits[word]];
    if (time === undefined || !range || isWithin(seconds(time), range)) continue;
    const inSeconds: Range = range;
    yield {
      ...tell(pointer, word, time, inSeconds, `${nearest(seconds(time), range)}s`),
      allowed: `${range[0]} to ${range[1]} seconds (${cite(ruleLimits)})`,
    };
  }
}

const isWithin = (value: number, [least, most]: Range): boolean => value >= least && value <= most;
const nearest = (value: number, [least, most]: Range): number => Math.min(Math.max(value, least), most);
