import { below } from '../../diagnostics/pointer.ts';
import { meet } from '../../schedule/cron.ts';
import type { SiteIndex } from '../../site-index.ts';
import { rule } from '../check.ts';
import { timed } from './entries.ts';

export const scheduleContradiction = rule({
  code: 'schedule/contradiction',
  summary: 'no two schedules of a group say different things in one minute',
  why: 'Whichever the cloud runs last wins, which is chance: one morning the group is large, the next it is small. AWS may refuse the second of two actions at one time.',
  allowed: 'Schedules that never meet, or that say the same where they do.',
  fix: 'Move one of them by some minutes, or make one of both.',
  *run({ index }) {
    for (const [first, later] of pairs(index)) {
      const word = (['desired', 'min', 'max'] as const).find((each) => {
        const [one, other] = [first.schedule[each], later.schedule[each]];
        return one !== undefined && other !== undefined && one !== other;
      });
      if (word === undefined || !meet(first.cron, later.cron)) continue;
      yield {
        pointer: below(later.pointer, 'cron'),
        message: `${first.name} and ${later.name} come in the same minute, with ${word} ${first.schedule[word]} and ${later.schedule[word]}: which one counts is chance`,
        fix: 'another minute, or both in one schedule',
        related: [{ pointer: below(first.pointer, 'cron'), message: `${first.name} is here` }],
      };
    }
  },
});

type Timed = ReturnType<typeof timed> extends Generator<infer Entry> ? Entry : never;

/** More than any cloud takes: told by itself, and too many to look at each with each. */
const MANY = 125;

function* pairs(index: SiteIndex): Generator<[first: Timed, later: Timed]> {
  for (const [, all] of Map.groupBy(timed(index), ({ group }) => group)) {
    if (all.length > MANY) continue;
    for (const [position, later] of all.entries()) {
      for (const first of all.slice(0, position)) yield [first, later];
    }
  }
}
