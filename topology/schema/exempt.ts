import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { forms } from './patterns.ts';
import { CalendarDate } from './words.ts';

const Exemption = Closed(
  {
    code: Type.String({
      pattern: forms.code.pattern,
      description: 'Code of the finding, as it is printed.',
      examples: [forms.code.example],
    }),
    at: Type.String({
      pattern: forms.sitePath.pattern,
      description:
        'Place in the site: words and names from the top on, with slashes; findings at it and below it are accepted. `.` is the site as a whole.',
      examples: [forms.sitePath.example],
    }),
    until: CalendarDate('Last day on which it holds, by UTC.', '2026-12-31'),
    reason: Type.String({
      minLength: 1,
      maxLength: 400,
      description: 'Why, for whoever asks; best with a ticket.',
      examples: ['OPS-4821: the second zone is full until January'],
    }),
  },
  { description: 'A finding that is accepted for a time.' },
);

export const Exempt = Type.Array(Exemption, {
  maxItems: 200,
  default: [],
  description:
    'Findings of the checks that are accepted, each with a reason and an end: warnings, and those errors that ask for more than the cloud does.',
  examples: [
    [
      {
        code: 'network/zones-of-production',
        at: 'regions/cn-hongkong/network',
        until: '2026-12-31',
        reason: 'OPS-4821: the second zone is full until January',
      },
    ],
  ],
});
export type Exempt = Static<typeof Exempt>;
