import { ruleLimits } from '../../catalog/scaling-rules.ts';
import { cite } from '../../catalog/table.ts';
import { seconds } from '../../plan/duration.ts';
import { rule, type Check } from '../check.ts';
import { effectiveOnce } from './presets.ts';

/** Of a group, or of all: what its rules take where they say nothing themselves. */
export const groupTimes: Check[] = (['cooldown', 'warmUp'] as const).map((word) =>
  rule({
    code: word === 'cooldown' ? 'group/cooldown-limit' : 'group/warm-up-limit',
    summary: `${word} is within what the platform takes`,
    why: 'The cloud refuses the group, or each of its rules, in the middle of an update.',
    allowed: 'Alibaba Cloud: 0 to 86400 seconds.',
    fix: 'Take a time within the range.',
    tables: [ruleLimits],
    *run(context) {
      for (const { group, value, pointer } of effectiveOnce(context, word)) {
        const { platform } = group.region;
        const range = platform === 'local' ? undefined : ruleLimits.rows[platform][word];
        if (!range || seconds(value) <= range[1]) continue;
        yield {
          pointer,
          message: `${word}: ${value} is beyond what a group on ${platform} takes`,
          allowed: `${range[0]} to ${range[1]} seconds (${cite(ruleLimits)})`,
          fix: `${range[1]}s`,
        };
      }
    },
  }),
);
