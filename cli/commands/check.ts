import { formatJson } from '../../topology/diagnostics/format/json.ts';
import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import { exitStatus } from '../../topology/diagnostics/format/report.ts';
import { analyseFile } from '../check/analyse-file.ts';
import { cannotRun } from '../failure.ts';
import { terminalOf } from '../output/terminal.ts';
import { Project } from '../stack/project.ts';

export interface CheckOptions {
  format: 'pretty' | 'json';
  json?: true;
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
  const reports = wanted.map((name) => analyseFile(pathOf(project, name), now));
  const elapsedMs = performance.now() - started;
  if (options.json || options.format === 'json') {
    process.stdout.write(formatJson(reports, { elapsedMs }));
  } else {
    const { color, columns } = terminalOf(process.stdout);
    process.stdout.write(formatPretty(reports, { colour: color, width: columns, elapsedMs }));
  }
  return exitStatus(reports);
}

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
