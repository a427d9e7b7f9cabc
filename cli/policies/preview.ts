import type { Report } from '../../topology/diagnostics/format/report.ts';
import { analyseFile } from '../check/analyse-file.ts';
import { tellReports, type TellOptions } from '../check/tell-reports.ts';
import { operate } from '../engine/engine.ts';
import { createMissingStack, prepareBackend } from '../engine/prepare.ts';
import { note } from '../output/note.ts';
import { openEngine, openStack } from '../stack/open.ts';
import { packFolder } from './pack.ts';
import { policyReports } from './reports.ts';
import { tellerOfPolicies } from './teller.ts';
import { Violations } from './violations.ts';

/**
 * Plans what the file declares, and tells which of its resources violate policies. What is in the cloud by now is not
 * read for it: policies are about what is declared.
 */
export async function previewPolicies(name: string, options: TellOptions): Promise<number> {
  const started = performance.now();
  const stack = openStack(name);
  const analysis = analyseFile(stack.project.display(stack.file), new Date());
  const tell = (reports: readonly Report[]) =>
    tellReports(reports, options, tellerOfPolicies(performance.now() - started));
  const { plan } = analysis;
  if (!plan) return tell([analysis]);

  const pack = packFolder(stack.project.root);
  const { engine } = await openEngine(stack, note);
  if (stack.local) await prepareBackend(engine, stack.stateFolder, note);
  const violations = new Violations();
  let others = 0;
  const result = await createMissingStack(engine, () =>
    operate(engine, {
      command: 'preview',
      flags: ['--policy-pack', pack],
      quiet: options.format !== 'pretty',
      onEvent: (event) => {
        violations.take(event);
        if (isFault(event)) others += 1;
      },
    }),
  );
  const status = tell(policyReports({ ...analysis, plan }, violations.all));
  // A plan that was not made to its end was not held to everything.
  return result.succeeded || (others === 0 && violations.all.some(({ level }) => level === 'mandatory'))
    ? status
    : 2;
}

/** Something that no policy has found. */
function isFault({ diagnosticEvent }: Parameters<Violations['take']>[0]): boolean {
  return diagnosticEvent?.severity === 'error' && diagnosticEvent.message.trim() !== 'preview failed';
}
