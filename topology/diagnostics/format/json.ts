import { countDiagnostics, type Report } from './report.ts';

/** For programs: `{version, errors, warnings, elapsedMs, files, diagnostics}`, places as in pretty. Ends with a newline. */
export function formatJson(reports: readonly Report[], { elapsedMs }: { elapsedMs: number }): string {
  const document = {
    version: 1,
    ...countDiagnostics(reports),
    elapsedMs: Math.round(elapsedMs),
    files: reports.map(({ file }) => file),
    // `frame` is for the eyes.
    diagnostics: reports.flatMap(({ diagnostics }) =>
      diagnostics.map(({ frame: _, ...diagnostic }) => diagnostic),
    ),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
