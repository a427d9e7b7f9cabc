import { describe, expect, it } from 'vitest';
import { exitStatus, type FailOn } from '../../../../topology/diagnostics/format/report.ts';
import { analyseText } from '../../support/analyse.ts';
import { local } from '../../support/sites.ts';
import { several } from './support.ts';

const all = several();
const only = (severity: 'error' | 'warning') => ({
  ...all,
  diagnostics: all.diagnostics.filter((diagnostic) => diagnostic.severity === severity),
});

describe('the exit status', () => {
  it.each<[FailOn, clean: number, warnings: number, errors: number]>([
    ['error', 0, 0, 1],
    ['warning', 0, 1, 1],
    ['never', 0, 0, 0],
  ])('follows from what the command fails for: %s', (failOn, ...expected) => {
    const reports = [analyseText(local), only('warning'), only('error')];
    expect(reports.map((report) => exitStatus([report], failOn))).toEqual(expected);
  });

  it('is that of the worst file', () => {
    expect(exitStatus([analyseText(local), only('error')])).toBe(1);
  });
});
