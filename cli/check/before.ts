import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import type { Diagnostic, Finding } from '../../topology/diagnostics/diagnostic.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { terminalOf } from '../output/terminal.ts';
import type { Stack } from '../stack/open.ts';
import { analyseFile } from './analyse-file.ts';

/**
 * The checks that go before every change, told on standard error in the words of `skerry check`.
 *
 * @param options.ports also ask this machine whether the ports of the file are free
 * @returns the plan; `undefined` where there are errors
 */
export async function checkBefore(stack: Stack, options: { ports: boolean }): Promise<Plan | undefined> {
  const started = performance.now();
  const analysis = analyseFile(stack.project.display(stack.file), new Date());
  let { diagnostics, plan } = analysis;
  if (plan && options.ports) {
    const taken = await portsInUse(plan, analysis.locator.diagnose);
    diagnostics = [...diagnostics, ...taken];
    if (taken.length > 0) plan = undefined;
  }
  if (diagnostics.length > 0) {
    const terminal = terminalOf(process.stderr);
    process.stderr.write(
      formatPretty([{ ...analysis, diagnostics }], {
        colour: terminal.color,
        width: terminal.columns,
        elapsedMs: performance.now() - started,
      }),
    );
  }
  return plan;
}

async function portsInUse(plan: Plan, diagnose: (finding: Finding) => Diagnostic): Promise<Diagnostic[]> {
  const { findPortsInUse } = await import('../local/ports.ts');
  return (await findPortsInUse(plan)).map(diagnose);
}
