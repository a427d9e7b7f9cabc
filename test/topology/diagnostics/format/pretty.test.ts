import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../topology/diagnostics/diagnostic.ts';
import { formatJson } from '../../../../topology/diagnostics/format/json.ts';
import { formatPretty } from '../../../../topology/diagnostics/format/pretty.ts';
import { exitStatus } from '../../../../topology/diagnostics/format/report.ts';
import { analyseEdited, analyseText } from '../../support/analyse.ts';
import { cloud, local } from '../../support/sites.ts';

const plain = { colour: false, width: 100, elapsedMs: 31.4, more: 'skerry check --help' };
const wrong = analyseEdited('cloud', [['min: 2, max: 6, desired: 3', 'min: 7, max: 6, desired: 3']]);

describe('pretty', () => {
  it('says in one line that nothing is wrong', () => {
    expect(formatPretty([analyseText(local)], plain)).toBe(
      'stacks/Pulumi.example.yaml: nothing wrong in 31 ms\n',
    );
    expect(formatPretty([analyseText(local), analyseText(cloud)], plain)).toBe(
      '2 files: nothing wrong in 31 ms\n',
    );
  });

  it('colours by severity, and leaves the text the same', () => {
    const coloured = formatPretty([wrong], { ...plain, colour: true });
    expect(coloured).toContain('\u001B[31merror\u001B[0m');
    // eslint-disable-next-line no-control-regex -- it is about them
    expect(coloured.replaceAll(/\u001B\[\d+m/g, '')).toBe(formatPretty([wrong], plain));
  });

  it('keeps every line within the width, wherever words allow it', () => {
    for (const width of [40, 60, 80, 120]) {
      const output = formatPretty([wrong], { ...plain, width, more: '' });
      const lines = output.split('\n').filter((line) => line.startsWith('  '));
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  it('puts the carets below the marked text also behind wide characters', () => {
    const analysis = analyseEdited('cloud', [
      ['icp: 浙ICP备00000000号, certificate', 'icp: 浙ICP备00000000号, certficate'],
    ]);
    const wide: Diagnostic[] = analysis.diagnostics.map(({ frame: _, ...diagnostic }) => diagnostic);
    const [, source = '', carets = ''] = formatPretty([{ ...analysis, diagnostics: wide }], plain).split(
      '\n',
    );
    const before = source.slice(0, source.indexOf('certficate'));
    // Three of its characters take two columns.
    expect(carets.indexOf('^')).toBe(before.length + 3);
  });

  it('shows the marked part of a line that is too long', () => {
    const analysis = analyseText(
      local.replace('publishTo: [local/mirror]', `publishTo: [${'local/mirror, '.repeat(20)}local/miror]`),
    );
    const whole = analysis.diagnostics.map(({ frame: _, ...diagnostic }) => diagnostic);
    const output = formatPretty([{ ...analysis, diagnostics: whole }], { ...plain, width: 60 });
    for (const [position, line] of output.split('\n').entries()) {
      const carets = /\^+/.exec(line);
      if (!carets || !/^\s*\^+/.test(line)) continue;
      const source = output.split('\n')[position - 1] ?? '';
      expect(source.slice(carets.index, carets.index + carets[0].length)).toMatch(/^local\/mir/);
    }
  });

  it('shows control characters as such, so that a file cannot paint the terminal', () => {
    const analysis = analyseText(local.replace('stage: development', 'stage: "\\e[31m" # \u001B[31m'));
    expect(formatPretty([analysis], plain)).not.toContain('\u001B');
  });
});

describe('json', () => {
  it('has counts, files and all that a program needs of each finding', () => {
    const document = JSON.parse(formatJson([wrong], { elapsedMs: 31.4 })) as Record<string, unknown>;
    expect(document).toEqual({
      version: 1,
      errors: 1,
      warnings: 0,
      elapsedMs: 31,
      files: ['stacks/Pulumi.example.yaml'],
      diagnostics: [
        {
          code: 'capacity/min-exceeds-max',
          severity: 'error',
          message: 'min 7 exceeds max',
          pointer: '/config/skerry:site/regions/cn-hangzhou/groups/mirror-serve/capacity/min',
          fix: 'at most 6, or raise max',
          related: [
            {
              pointer: '/config/skerry:site/regions/cn-hangzhou/groups/mirror-serve/capacity/max',
              message: 'max is 6',
            },
          ],
          file: 'stacks/Pulumi.example.yaml',
          range: expect.objectContaining({
            start: expect.objectContaining({ line: 37, column: 41 }) as unknown,
          }) as unknown,
          relatedRanges: [expect.objectContaining({ message: 'max is 6' })],
        },
      ],
    });
  });

  it('goes with the exit status', () => {
    expect(exitStatus([wrong])).toBe(1);
    expect(exitStatus([analyseText(local)])).toBe(0);
    const warnings = wrong.diagnostics.map((diagnostic) => ({ ...diagnostic, severity: 'warning' as const }));
    expect(exitStatus([{ ...wrong, diagnostics: warnings }])).toBe(0);
  });
});
