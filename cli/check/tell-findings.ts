import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import type { Finding } from '../../topology/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../topology/diagnostics/sort.ts';
import { terminalOf } from '../output/terminal.ts';
import type { Stack } from '../stack/open.ts';
import { analyseFile } from './analyse-file.ts';

/** Tells what only the cloud could tell, at its places in the stack file, in the words of `skerry check`. */
export function tellFindings(stack: Stack, findings: readonly Finding[], started: number): void {
  const analysis = analyseFile(stack.project.display(stack.file), new Date());
  const diagnostics = sortDiagnostics(findings.map(analysis.locator.diagnose));
  const terminal = terminalOf(process.stderr);
  const options = {
    colour: terminal.color,
    width: terminal.columns,
    elapsedMs: performance.now() - started,
  };
  process.stderr.write(formatPretty([{ ...analysis, diagnostics }], options));
}
