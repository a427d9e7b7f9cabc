import type { Report } from '../../topology/diagnostics/format/report.ts';
import { analyseFile } from '../check/analyse-file.ts';
import { tellReports, type TellOptions } from '../check/tell-reports.ts';
import { complaintOf } from '../engine/complaint.ts';
import { runEngine } from '../engine/run.ts';
import { cannotRun } from '../failure.ts';
import { note } from '../output/note.ts';
import { openEngine, openStack } from '../stack/open.ts';
import { packFolder } from './pack.ts';
import { policyReports } from './reports.ts';
import { tellerOfPolicies } from './teller.ts';
import { Violations } from './violations.ts';

/**
 * Holds what the last update has left to the policies: the engine runs the pack over its state, without a program and
 * without a word to the clouds.
 *
 * @throws {Failure} exit code 2, where the engine could not run
 */
export async function policiesOfState(name: string, options: TellOptions): Promise<number> {
  const started = performance.now();
  const stack = openStack(name);
  const analysis = analyseFile(stack.project.display(stack.file), new Date());
  const tell = (reports: readonly Report[]) =>
    tellReports(reports, options, tellerOfPolicies(performance.now() - started));
  const { plan } = analysis;
  // Without a plan nothing tells which line a resource comes from.
  if (!plan) return tell([analysis]);

  const pack = packFolder(stack.project.root);
  const { engine } = await openEngine(stack, note);
  const violations = new Violations();
  const run = await runEngine({
    engine: engine.executable,
    args: [
      'policy',
      'analyze',
      '--stack',
      engine.stack,
      '--policy-pack',
      pack,
      '--json',
      '--non-interactive',
    ],
    cwd: engine.cwd,
    env: engine.env,
    onEvent: (event) => violations.take(event),
  });
  const found = violations.all;
  if (run.exitCode !== 0 && !found.some(({ level }) => level === 'mandatory')) {
    throw cannotRun(`the engine could not hold ${name} to the policies:\n${complaintOf(run.stderr)}`);
  }
  return tell(policyReports({ ...analysis, plan }, found));
}
