import { describe, expect, it } from 'vitest';
import { fingerprints } from '../../../../topology/diagnostics/format/fingerprint.ts';
import { formats } from '../../../../topology/diagnostics/format/formats.ts';
import { exitStatus } from '../../../../topology/diagnostics/format/report.ts';
import { sarifErrors } from '../../../support/sarif/validator.ts';
import { analyseText } from '../../support/analyse.ts';
import { hostile, HOSTILE, options, several } from './support.ts';

const comment = '# skerry-exempt: schedule/expires until 2026-12-31: OPS-1 renewed on Monday';
const before = several();
const after = analyseText(
  before.text.replace(
    'night: {cron: "0 22 * * *", desired: 3}}',
    `night: {cron: "0 22 * * *", desired: 3}} ${comment}`,
  ),
);
const alone = { ...after, diagnostics: [] };

describe('a finding that is exempted', () => {
  it('is one of the two here, and counts for no status', () => {
    expect(after.exempted.map(({ code }) => code)).toEqual(['schedule/expires']);
    expect(exitStatus([alone], 'warning')).toBe(0);
  });

  it('is counted in pretty', () => {
    const last = (report: typeof after) => formats.pretty([report], options).trimEnd().split('\n').at(-1);
    expect(last(after)).toBe('2 errors, 1 exempted, in 31 ms, exit 1.');
    expect(last(alone)).toBe('stacks/Pulumi.example.yaml: nothing wrong, 1 exempted, in 31 ms');
  });

  it('is suppressed in SARIF, with its justification and place, where the others say that they are not', () => {
    const document = JSON.parse(formats.sarif([after], options)) as {
      runs: [{ results: { ruleId: string; suppressions: unknown }[] }];
    };
    expect(sarifErrors(document)).toEqual([]);
    const line = after.text.split('\n').findIndex((text) => text.includes(comment)) + 1;
    const column = (after.text.split('\n')[line - 1] ?? '').indexOf('#') + 1;
    expect(document.runs[0].results.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['network/zone-of-other-region', []],
      ['capacity/min-exceeds-max', []],
      [
        'schedule/expires',
        [
          {
            kind: 'inSource',
            status: 'accepted',
            justification: 'until 2026-12-31: OPS-1 renewed on Monday',
            location: {
              physicalLocation: {
                artifactLocation: { uri: 'stacks/Pulumi.example.yaml', uriBaseId: '%SRCROOT%', index: 0 },
                region: {
                  startLine: line,
                  startColumn: column,
                  endLine: line,
                  endColumn: column + comment.length,
                },
              },
            },
          },
        ],
      ],
    ]);
  });

  it('is a skipped test in JUnit', () => {
    const xml = formats.junit([after], { ...options, failOn: 'warning' });
    expect(xml).toContain('tests="3" failures="2" errors="0" skipped="1"');
    expect(xml).toContain('<skipped message="exempted until 2026-12-31: OPS-1 renewed on Monday">');
  });

  it('stands by itself in JSON', () => {
    const document = JSON.parse(formats.json([after], options)) as Record<string, unknown>;
    expect(document).toMatchObject({
      errors: 2,
      warnings: 0,
      exempted: 1,
      exemptedDiagnostics: [
        { code: 'schedule/expires', exemption: { reason: 'OPS-1 renewed on Monday', until: '2026-12-31' } },
      ],
    });
    expect(document['diagnostics']).toHaveLength(2);
  });

  it.each(['github', 'gitlab'] as const)('is not shown on a change: %s', (format) => {
    expect(formats[format]([alone], options).replace('[]', '').trim()).toBe('');
  });

  it('changes no fingerprint', () => {
    const of = (report: typeof after) => [...fingerprints([report], options.pathOf).values()];
    expect(of(after)).toEqual(of(before));
  });

  it('brings no command with its reason', () => {
    const [first] = hostile().diagnostics;
    const accepted = { reason: HOSTILE, until: '2026-12-31', range: first!.range };
    const report = { ...hostile(), diagnostics: [], exempted: [{ ...first!, accepted }] };
    for (const format of ['sarif', 'junit', 'json'] as const) {
      const output = formats[format]([report], options);
      expect(/(?!\n)[\p{Cc}\p{Cs}\u202E]|##\w*\[/u.exec(output)).toBeNull();
    }
  });
});
