import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../providers/local/state/files.ts';
import { refused } from '../cli/failure.ts';
import { note, printJson } from '../cli/output/note.ts';
import { confirm, requirePerson } from '../cli/output/question.ts';
import { openStack } from '../cli/stack/open.ts';
import { Project } from '../cli/stack/project.ts';
import { cleanUp } from './clean.ts';
import { copyStack, type StackCopy } from './copy/copy-stack.ts';
import { newRunName } from './copy/run-name.ts';
import { domainsOf, planOf } from './copy/plan-of.ts';
import { environmentOf } from './environment.ts';
import { estimateStep } from './estimate-step.ts';
import { FileJournal } from './journal.ts';
import { openLive } from './live/open-live.ts';
import type { Options } from './options.ts';
import { readPrices } from './price/read-prices.ts';
import { removalSteps } from './removal.ts';
import { exitCodeOf, finish, newReport, verdictOf } from './report/report.ts';
import { reportPaths } from './report/report-file.ts';
import { Interruption } from './run/interruption.ts';
import { perform } from './run/perform.ts';
import { trySteps } from './steps.ts';
import { requireComposer } from './tools/composer.ts';
import { thisRunner, unfinishedRuns } from './unfinished.ts';

const MODE = 0o644;
/** Of the project's own sample, and of an upstream of the internet. */
const PACKAGES = { sample: 'sample/app', other: 'monolog/monolog' };

/** A run. @returns the exit status */
export async function accept(name: string, options: Options): Promise<number> {
  const project = new Project();
  const original = openStack(name, project);
  if (!options.yes) requirePerson();
  // What is wrong with it is told on its own lines, not on those of a copy.
  planOf(project.display(original.file));
  await requireComposer();
  await settleUnfinished(project, options);

  const run = freeName(project);
  const file = project.stackFile(run);
  const path = options.report ?? join(project.root, 'reports/acceptance', run);
  const copy = makeCopy(project, name, run, path, options);
  const plan = planOf(file, copy.text);
  const caps = {
    minutes: options.maxMinutes,
    resources: options.maxResources,
    price: options.maxPrice,
    unpriced: options.unpriced === true,
  };
  const prices = await readPrices(options.prices);

  const by = thisRunner();
  const { root } = project;
  const journal = new FileJournal(
    path,
    newReport({ run, stack: name, clone: root, by, caps, changes: copy.changes }, new Date()),
  );
  await journal.update((report) => report);
  note(`run ${run} of ${name}, report ${reportPaths(path).text}`);
  await writeAtomic(file, copy.text, MODE);

  const interruption = new Interruption(note);
  const call = {
    root,
    env: environmentOf(original),
    tell: (text: string) => void process.stderr.write(text),
  };
  const live = openLive(openStack(run, project), plan, call);
  try {
    let there: string | undefined;
    await perform(
      journal,
      [
        estimateStep({ run, plan, caps, prices, call }, journal, {
          exists: (what) => (there = what),
          consent: async (question) => {
            const yes = options.yes === true || (await confirm(question));
            // A person may think for as long as it takes.
            interruption.startClock(caps.minutes);
            return yes;
          },
        }),
        ...trySteps({ run, plan, live, call, wanted: options.package ?? packageOf(plan.mirror?.composer) }),
      ],
      removalSteps({ run, file, live, call, untouched: () => there }),
      interruption,
    );
    await journal.update((report) => finish(report, new Date()));
  } finally {
    interruption.end();
  }
  if (options.json) printJson(journal.report);
  note(`${name}: ${verdictOf(journal.report)}, report ${reportPaths(path).text}`);
  return exitCodeOf(journal.report);
}

function makeCopy(project: Project, name: string, run: string, report: string, options: Options): StackCopy {
  return copyStack(name, readFileSync(project.stackFile(name), 'utf8'), {
    run,
    report: reportPaths(report).data,
    ...(options.domain === undefined ? {} : { domain: options.domain }),
    claimed: domainsOf(project),
    certificates: options.certificate,
    only: options.only,
  });
}

/** Nothing of the name is there: neither a stack file nor anything on this machine. Clouds are asked by the preview. */
function freeName(project: Project): string {
  for (;;) {
    const name = newRunName();
    if (!existsSync(project.stackFile(name)) && !existsSync(project.stateFolder(name))) return name;
  }
}

const packageOf = (composer: { upstream: string } | undefined): string =>
  composer?.upstream === 'sample' ? PACKAGES.sample : PACKAGES.other;

/** What earlier runs have left costs money: it goes before another one begins. */
async function settleUnfinished(project: Project, { yes }: Options): Promise<void> {
  for (const report of await unfinishedRuns(project)) {
    note(`an earlier run was not finished: ${report}`);
    if (yes !== true && !(await confirm('Take down what it has left?'))) continue;
    if ((await cleanUp(project, report)) !== 0) {
      throw refused(
        `what the run of ${report} has left could not be taken down`,
        `npm run acceptance -- --clean ${report}`,
      );
    }
  }
}
