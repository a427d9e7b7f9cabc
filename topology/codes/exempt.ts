import type { Code } from './code.ts';

/** What can be wrong with exemptions (exempt/). */
export const exemptCodes: readonly Code[] = [
  {
    code: 'exempt/malformed',
    severity: 'error',
    summary: 'each exemption has a code, a last day and a reason',
    why: 'An exemption that cannot be read exempts nothing, and one without a reason or an end is never looked at again.',
    allowed: '# skerry-exempt: CODE until 2026-12-31: reason, or an item of exempt.',
    fix: 'Write what is missing.',
  },
  {
    code: 'exempt/unknown-code',
    severity: 'error',
    summary: 'each exemption is of a code that there is',
    why: 'The finding it was meant for is told all the same; most likely the code is misspelt.',
    allowed: 'Codes as findings have them.',
    fix: 'Take the code from the finding.',
  },
  {
    code: 'exempt/not-found',
    severity: 'error',
    summary: 'each exemption speaks of a place that there is',
    why: 'A group that was renamed leaves its exemption behind: the next group of the old name would be exempted, and nobody would know.',
    allowed: 'Paths of words and names in the site.',
    fix: 'Name the place of the finding, or leave the exemption out.',
  },
  {
    code: 'exempt/not-allowed',
    severity: 'error',
    summary: 'what is exempted may be',
    why: 'Accepting a mistake that cannot be planned, or that a cloud refuses, would only move its message into the middle of an update.',
    allowed: 'Warnings, and the errors that the list of codes says so of.',
    fix: 'Mend what the finding tells.',
  },
  {
    code: 'exempt/expired',
    severity: 'warning',
    summary: 'no exemption is over',
    why: 'It was accepted up to a day: after it, somebody has to look again, and the finding counts as it did before.',
    allowed: 'Last days from today on, by UTC.',
    fix: 'Mend what it was for, or have it accepted until another day.',
  },
  {
    code: 'exempt/unused',
    severity: 'warning',
    summary: 'each exemption has something to exempt',
    why: 'What it was for has gone; left behind, it would silence the next mistake of that kind at the same place.',
    allowed: 'Exemptions of what is found.',
    fix: 'Leave the exemption out, or put it where the finding is.',
  },
];
