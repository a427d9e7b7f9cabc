import { ruleHelpOf } from '../../topology/codes/rule-help.ts';
import { analyseFile } from '../check/analyse-file.ts';
import { sourcePaths } from '../check/source-path.ts';
import { tellReports, type TellOptions } from '../check/tell-reports.ts';
import { cannotRun } from '../failure.ts';
import { Project } from '../stack/project.ts';

export interface CheckOptions extends TellOptions {
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
  return tellReports(reports, options, {
    category: 'check',
    ruleOf: ruleHelpOf,
    pathOf: sourcePath,
    elapsedMs: performance.now() - started,
  });
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
