import manifest from '../../package.json' with { type: 'json' };
import { ruleHelpOf } from '../../topology/codes/rule-help.ts';
import { formats, type Format } from '../../topology/diagnostics/format/formats.ts';
import type { PathOf } from '../../topology/diagnostics/format/places.ts';
import { exitStatus, type FailOn, type Report } from '../../topology/diagnostics/format/report.ts';
import { analyseFile } from '../check/analyse-file.ts';
import { sourcePaths } from '../check/source-path.ts';
import { cannotRun } from '../failure.ts';
import { terminalOf } from '../output/terminal.ts';
import { writeOutput } from '../output/write-file.ts';
import { Project } from '../stack/project.ts';

export interface CheckOptions {
  format: Format;
  json?: true;
  failOn: FailOn;
  output?: string;
  now?: string;
}

/** `skerry check`: holds stack files to every rule; reads nothing but the files. */
export async function check(names: readonly string[], options: CheckOptions): Promise<number> {
  const started = performance.now();
  const now = presentTime(options.now);
  const project = new Project();
  const wanted = names.length > 0 ? names : project.stacks();
  if (wanted.length === 0)
    throw cannotRun('there is no stack file: none is named stacks/Pulumi.<stack>.yaml');
  const sourcePath = sourcePaths();
  // A file may be named twice: by its stack, and by its path.
  const files = new Map(
    wanted.map((name) => pathOf(project, name)).map((file) => [sourcePath(file), file] as const),
  );
  const reports = [...files.values()].map((file) => analyseFile(file, now));
  tell(reports, sourcePath, options, performance.now() - started);
  return exitStatus(reports, options.failOn);
}

function tell(
  reports: readonly Report[],
  sourcePath: PathOf,
  options: CheckOptions,
  elapsedMs: number,
): void {
  const { output, failOn } = options;
  const format = options.json ? 'json' : options.format;
  const told = {
    elapsedMs,
    failOn,
    pathOf: sourcePath,
    ruleOf: ruleHelpOf,
    version: manifest.version,
    category: 'check',
  };
  const terminal = terminalOf(process.stdout);
  const shown = { ...told, colour: terminal.color, width: terminal.columns };
  if (output === undefined) {
    process.stdout.write(formats[format](reports, shown));
    return;
  }
  writeOutput(output, formats[format](reports, { ...told, colour: false, width: FILE_WIDTH }));
  process.stdout.write(formats.pretty(reports, shown));
}

/** Columns of what is written for people into a file. */
const FILE_WIDTH = 100;

/** What looks like a path is one; anything else is the name of a stack. */
function pathOf(project: Project, name: string): string {
  return /[/\\]|\.ya?ml$/.test(name) ? name : project.display(project.requireStack(name));
}

function presentTime(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw cannotRun(`--now ${text} is no time`, '--now 2026-12-13T02:00+08:00');
  }
  return time;
}
