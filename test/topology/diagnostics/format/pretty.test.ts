import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../topology/diagnostics/diagnostic.ts';
import { formatPretty } from '../../../../topology/diagnostics/format/pretty.ts';
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
