import { maxLifetimes } from '../../catalog/limits.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { seconds } from '../../plan/duration.ts';
import { rule, type Check } from '../check.ts';
import { effectiveOnce } from './presets.ts';

/** Most percent between the two bounds, by AWS's rule; ESS has the same ranges. */
const SPAN = 100;

export const upkeepChecks: Check[] = [
  ...(['refresh', 'maintenance'] as const).map((word) =>
    rule({
      code: `${word}/span`,
      summary: `the bounds of ${word} lie at most ${SPAN} percent apart`,
      why: 'AWS refuses bounds that lie farther apart, in the middle of an update.',
      allowed: `maxHealthy at most ${SPAN} more than minHealthy.`,
      fix: 'Raise minHealthy or lower maxHealthy.',
      *run(context) {
        for (const { value, pointer } of effectiveOnce(context, word)) {
          const { minHealthy = 90, maxHealthy = 110 } = value;
          if (maxHealthy - minHealthy <= SPAN) continue;
          yield {
            pointer: below(pointer, value.maxHealthy === undefined ? 'minHealthy' : 'maxHealthy'),
            message: `between ${minHealthy} and ${maxHealthy} percent lie more than ${SPAN}`,
            fix: value.maxHealthy === undefined ? `${maxHealthy - SPAN}` : `${minHealthy + SPAN}`,
          };
        }
      },
    }),
  ),
  rule({
    code: 'refresh/checkpoints',
    summary: 'checkpoints of a refresh rise',
    why: 'A refresh only goes on: a checkpoint below the one before would never be reached, and the pause one counts on would not come.',
    allowed: 'Percentages from 1 to 100 that rise.',
    fix: 'Sort them.',
    *run(context) {
      for (const { value, pointer } of effectiveOnce(context, 'refresh')) {
        const { checkpoints = [] } = value;
        const position = checkpoints.findIndex((each, index) => each < (checkpoints[index - 1] ?? 0));
        if (position < 0) continue;
        yield {
          pointer: below(pointer, 'checkpoints', position),
          message: `${checkpoints[position]} comes after ${checkpoints[position - 1]}, and a refresh only goes on`,
          fix: `[${checkpoints.toSorted((a, b) => a - b).join(', ')}]`,
        };
      }
    },
  }),
  rule({
    code: 'refresh/pause',
    summary: 'a refresh pauses for whole minutes',
    why: 'Alibaba Cloud counts the pause in minutes: a fraction would be cut off, and a pause without checkpoints never happens.',
    allowed: 'Whole minutes, beside checkpoints.',
    fix: 'Round up to minutes, and say at which checkpoints.',
    *run(context) {
      for (const { value, pointer } of effectiveOnce(context, 'refresh')) {
        if (value.pause === undefined) continue;
        const time = seconds(value.pause);
        const idle = (value.checkpoints ?? []).length === 0;
        if (time % 60 === 0 && !idle) continue;
        yield {
          pointer: below(pointer, 'pause'),
          ...(idle && { at: 'key' as const }),
          message: idle
            ? 'a refresh pauses at its checkpoints, and has none'
            : `the pause is counted in whole minutes, and ${value.pause} is not one`,
          fix: idle ? 'checkpoints: [20, 50]' : `${Math.ceil(time / 60)}m`,
          lacking: [below(pointer, 'checkpoints')],
        };
      }
    },
  }),
  rule({
    code: 'group/max-lifetime',
    summary: 'instances live as long as their platform lets them',
    why: 'The cloud refuses the age when the group is made or changed.',
    allowed: 'At least a day; on AWS at most a year.',
    fix: 'Take an age within the range.',
    tables: [maxLifetimes],
    *run(context) {
      for (const { group, value, pointer } of effectiveOnce(context, 'maxLifetime')) {
        const { platform } = group.region;
        if (platform === 'local') continue;
        const [least, most] = maxLifetimes.rows[platform];
        const time = seconds(value);
        if (time >= least && time <= most) continue;
        yield {
          pointer,
          message: `on ${platform}, where ${group.id} is, an age of ${value} can't be set`,
          allowed: `${least / 86_400}d ${most === Infinity ? 'or more' : `to ${most / 86_400}d`} (${cite(maxLifetimes)})`,
          fix: `${Math.min(Math.max(time, least), most) / 86_400}d`,
        };
      }
    },
  }),
];
