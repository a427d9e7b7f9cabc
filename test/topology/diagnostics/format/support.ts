import type { Diagnostic } from '../../../../topology/diagnostics/diagnostic.ts';
import type { FormatOptions } from '../../../../topology/diagnostics/format/formats.ts';
import { ruleHelpOf } from '../../../../topology/codes/rule-help.ts';
import { analyseEdited } from '../../support/analyse.ts';
import type { Analysis } from '../../../../topology/analyse.ts';

/** As a command on a terminal has them, but for the time, which stands still. */
export const options: FormatOptions = {
  colour: false,
  width: 100,
  elapsedMs: 31.4,
  failOn: 'error',
  pathOf: (file) => file,
  ruleOf: ruleHelpOf,
  version: '0.1.0',
  category: 'check',
};

/** An error with a related place, one in a list, and a warning. */
export function several(): Analysis {
  return analyseEdited('cloud', [
    ['min: 2, max: 6, desired: 3', 'min: 7, max: 6, desired: 3'],
    ['zones: [cn-hangzhou-i, cn-hangzhou-k]', 'zones: [cn-hangzhou-i, cn-beijing-k]'],
    ['renewed: 2026-11-22', 'renewed: 2025-11-25'],
  ]);
}

/** What a hostile file could bring into a message: control sequences, commands of CI systems, ends of quotes. */
export const HOSTILE =
  '\u001B[31m\u009B2J\u202Egnp \0\r\n::error::x ##[set-env name=PATH]/tmp ##vso[task.x] [a](http://example.org) {0} ]]> "<&>\uFFFE\uD800 %0A';

export function hostile(): Analysis {
  const analysis = several();
  return {
    ...analysis,
    diagnostics: analysis.diagnostics.map((diagnostic): Diagnostic => ({
      ...diagnostic,
      message: HOSTILE,
      allowed: HOSTILE,
      fix: HOSTILE,
      pointer: `/${HOSTILE}`,
      file: `stacks/${HOSTILE}.yaml`,
      relatedRanges: [{ range: diagnostic.range, message: HOSTILE }],
    })),
  };
}
