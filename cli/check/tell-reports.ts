import manifest from '../../package.json' with { type: 'json' };
import { formats, type Format } from '../../topology/diagnostics/format/formats.ts';
import type { PathOf } from '../../topology/diagnostics/format/places.ts';
import { exitStatus, type FailOn, type Report } from '../../topology/diagnostics/format/report.ts';
import type { RuleHelpOf } from '../../topology/diagnostics/format/rule-help.ts';
import { terminalOf } from '../output/terminal.ts';
import { writeOutput } from '../output/write-file.ts';

export interface TellOptions {
  format: Format;
  /** The same as format `json`. */
  json?: true;
  failOn: FailOn;
  /** File that is written in place of standard output, which then tells people. */
  output?: string;
}

/** Who has found what is told. */
export interface Teller {
  /** What tells runs of several commands on the same file apart. */
  category: 'check' | 'policies';
  ruleOf: RuleHelpOf;
  pathOf: PathOf;
  elapsedMs: number;
}

/** Columns of what is written for people into a file. */
const FILE_WIDTH = 100;

/** Tells findings as asked for; gives the exit status of a command that found them. */
export function tellReports(reports: readonly Report[], options: TellOptions, teller: Teller): 0 | 1 {
  const { output, failOn } = options;
  const format = options.json ? 'json' : options.format;
  const told = { ...teller, failOn, version: manifest.version };
  const terminal = terminalOf(process.stdout);
  const shown = { ...told, colour: terminal.color, width: terminal.columns };
  if (output === undefined) {
    process.stdout.write(formats[format](reports, shown));
  } else {
    writeOutput(output, formats[format](reports, { ...told, colour: false, width: FILE_WIDTH }));
    process.stdout.write(formats.pretty(reports, shown));
  }
  return exitStatus(reports, failOn);
}
