import { existsSync } from 'node:fs';
import { refused } from '../cli/failure.ts';
import { note } from '../cli/output/note.ts';
import { openStack } from '../cli/stack/open.ts';
import type { Project } from '../cli/stack/project.ts';
import { planOf } from './copy/plan-of.ts';
import { environmentOf } from './environment.ts';
import { FileJournal } from './journal.ts';
import { openLive } from './live/open-live.ts';
import { removalSteps } from './removal.ts';
import { exitCodeOf, finish } from './report/report.ts';
import { readReport, reportPaths } from './report/report-file.ts';
import { Interruption } from './run/interruption.ts';
import { perform } from './run/perform.ts';
import { isAlive } from './unfinished.ts';

/**
 * Takes down what a run has left. Whatever it was at when it was killed: down and verify may be repeated.
 *
 * @returns the exit status: 0 where nothing is left
 * @throws {Failure} exit code 1, where the run still goes on, or is another clone's
 */
export async function cleanUp(project: Project, path: string): Promise<number> {
  const report = await readReport(path);
  const { run, clone, by, left } = report;
  if (clone !== project.root) throw refused(`${path} is of a run in ${clone}`, `run this in ${clone}`);
  if (isAlive(by)) throw refused(`run ${run} still goes on (pid ${by.pid})`, 'Ctrl-C there takes it down');
  const file = project.stackFile(run);
  if (!existsSync(file)) {
    if (left === 'nothing') {
      note(`nothing is left of ${run}`);
      return 0;
    }
    throw refused(
      `${file} is gone, without which ${run} can't be taken down`,
      `bring it back from a copy of ${report.stack}, or remove what bears the tag skerry:stack = ${run} by hand`,
    );
  }
  const journal = new FileJournal(path, report);
  const stack = openStack(run, project);
  const call = {
    root: project.root,
    env: environmentOf(openStack(report.stack, project)),
    tell: (text: string) => void process.stderr.write(text),
  };
  const live = openLive(stack, planOf(file), call);
  const interruption = new Interruption(note);
  try {
    await perform(journal, [], removalSteps({ run, file, live, call }), interruption);
    await journal.update((now) => finish(now, new Date()));
  } finally {
    interruption.end();
  }
  note(`${run}: ${journal.report.left} is left, report ${reportPaths(path).text}`);
  return exitCodeOf(journal.report) === 2 ? 2 : 0;
}
