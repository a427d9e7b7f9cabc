import { below } from '../../diagnostics/pointer.ts';
import { frequencyOf } from '../../schedule/cron.ts';
import { rule, type Check, type CheckContext, type Problem } from '../check.ts';
import { timed } from './entries.ts';

export const scheduleDays: Check[] = [
  rule({
    code: 'schedule/never',
    summary: 'each schedule comes some day',
    why: 'The cloud takes the line and never acts: what one relies on for the morning does not come, and no error tells.',
    allowed: 'Days that the months have.',
    fix: 'Take a day that each month has, or a day of the week.',
    run: (context) => rare(context, 'never'),
  }),
  {
    code: 'schedule/leap-day',
    severity: 'warning',
    summary: 'each schedule comes every year',
    why: 'The 29th of February comes every fourth year. On Alibaba Cloud, where a recurrence ends within a year, it may never come.',
    allowed: 'Days that every year has.',
    fix: 'Take the 28th of February or the 1st of March.',
    run: (context) => rare(context, 'leap'),
  },
];

function* rare({ index }: CheckContext, wanted: 'never' | 'leap'): Generator<Problem> {
  for (const { name, schedule, cron, pointer } of timed(index)) {
    if (frequencyOf(cron) !== wanted) continue;
    const [minute, hour] = schedule.cron.split(' ');
    yield {
      pointer: below(pointer, 'cron'),
      message:
        wanted === 'never'
          ? `${name} never comes: no month of it has such a day`
          : `${name} comes on the 29th of February alone, every fourth year`,
      fix: wanted === 'never' ? `"${minute} ${hour} 1 * *"` : `"${minute} ${hour} 1 3 *"`,
    };
  }
}
