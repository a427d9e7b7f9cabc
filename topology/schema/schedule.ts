import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { forms } from './patterns.ts';
import { CalendarDate } from './words.ts';

export const Schedule = Closed(
  {
    cron: Type.String({
      pattern: forms.cron.pattern,
      description:
        "Minute, hour, day of month, month and day of week, in the site's time zone, one space between.",
      examples: ['30 8 * * 1-5'],
    }),
    desired: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Instances from then on.', examples: [6] }),
    ),
    min: Type.Optional(Type.Integer({ minimum: 0, description: 'Lower bound from then on.', examples: [4] })),
    max: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Upper bound from then on.', examples: [12] }),
    ),
  },
  { minProperties: 2, description: 'A change of capacity at set times: `cron` and at least one number.' },
);
export type Schedule = Static<typeof Schedule>;

/** `renewed` beside the entries: read them with `scheduleEntries` (site-index.ts). */
export type Schedules = { renewed?: string; [name: string]: string | Schedule | undefined };

export const Schedules = Type.Unsafe<Schedules>({
  type: 'object',
  properties: {
    renewed: CalendarDate(
      'Date that time-bound cloud objects count from: their end must lie within a year of it, so move it on before.',
      '2026-11-22',
    ),
  },
  propertyNames: { pattern: forms.name.pattern },
  additionalProperties: Schedule,
  description: 'Named schedules, and the date they were last renewed.',
  examples: [{ renewed: '2026-11-22', workday: { cron: '30 8 * * 1-5', desired: 6 } }],
});
