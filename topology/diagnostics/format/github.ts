import type { Diagnostic } from '../diagnostic.ts';
import type { PathOf } from './places.ts';
import { advice, statement } from './prose.ts';
import type { Report } from './report.ts';
import { inert, visible } from './safe-text.ts';

/**
 * Workflow commands of GitHub Actions, one line a finding: annotations on the lines of a change. Nothing where nothing is
 * wrong.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGithub(reports: readonly Report[], { pathOf }: { pathOf: PathOf }): string {
  return reports
    .flatMap(({ diagnostics }) => diagnostics)
    .map((diagnostic) => `${command(diagnostic, pathOf)}\n`)
    .join('');
}

function command(diagnostic: Diagnostic, pathOf: PathOf): string {
  const { severity, code, range } = diagnostic;
  const { start, end } = range;
  const properties = {
    file: pathOf(diagnostic.file),
    line: start.line,
    endLine: end.line,
    // Columns are refused where a finding spans lines; the last one is part of it.
    ...(start.line === end.line && { col: start.column, endColumn: Math.max(start.column, end.column - 1) }),
    title: code,
  };
  const told = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const message = [statement(diagnostic), ...advice(diagnostic)].join('\n');
  // A message may hold `##[…]`, which old runners take for a command of its own.
  return `::${severity} ${told.join(',')}::${inert(escapeData(message))}`;
}

/** As the runner undoes it (actions/runner, ActionCommand.cs). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return inert(escapeData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C'));
}
