import { describe, expect, it } from 'vitest';
import { formatGitlab } from '../../../../topology/diagnostics/format/gitlab.ts';
import { analyseText } from '../../support/analyse.ts';
import { local } from '../../support/sites.ts';
import { options, several } from './support.ts';

interface Issue {
  check_name: string;
  severity: string;
  fingerprint: string;
}

describe("GitLab's code quality", () => {
  it('has all that GitLab asks for of each finding', () => {
    const issues = JSON.parse(formatGitlab([several()], options)) as Issue[];
    expect(issues.map(({ check_name, severity }) => [check_name, severity])).toEqual([
      ['network/zone-of-other-region', 'critical'],
      ['capacity/min-exceeds-max', 'critical'],
      ['schedule/expires', 'minor'],
    ]);
    expect(issues[1]).toEqual({
      type: 'issue',
      check_name: 'capacity/min-exceeds-max',
      description: 'min 7 exceeds max; max is 6 (37:49). fix: at most 6, or raise max',
      categories: ['Bug Risk'],
      severity: 'critical',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      location: { path: 'stacks/Pulumi.example.yaml', lines: { begin: 37, end: 37 } },
    });
  });

  it('gives no two findings one fingerprint, for GitLab drops the second', () => {
    const report = several();
    const twice = { ...report, diagnostics: report.diagnostics.flatMap((one) => [one, { ...one }]) };
    const issues = JSON.parse(formatGitlab([twice], options)) as Issue[];
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(6);
  });

  it('is an empty list where nothing is wrong', () => {
    expect(formatGitlab([analyseText(local)], options)).toBe('[]\n');
  });
});
