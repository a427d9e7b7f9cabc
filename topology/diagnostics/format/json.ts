import type { Diagnostic, ExemptedDiagnostic } from '../diagnostic.ts';
import type { DiagnosticsDocument } from './json-schema.ts';
import { countDiagnostics, exitStatus, type FailOn, type Report } from './report.ts';
import { safeJson } from './safe-text.ts';

export interface JsonOptions {
  elapsedMs: number;
  /** What the command fails for. Default `error`. */
  failOn?: FailOn;
}

/** For programs, by `schema/diagnostics.v1.json`; places as in pretty. Ends with a newline. */
export function formatJson(reports: readonly Report[], { elapsedMs, failOn = 'error' }: JsonOptions): string {
  const document: DiagnosticsDocument = {
    version: 1,
    exitStatus: exitStatus(reports, failOn),
    ...countDiagnostics(reports),
    elapsedMs: Math.round(elapsedMs),
    files: reports.map(({ file }) => file),
    diagnostics: reports.flatMap(({ diagnostics }) => diagnostics.map(entry)),
    exemptedDiagnostics: reports.flatMap(({ exempted = [] }) => exempted.map(exemptedEntry)),
  };
  return safeJson(document);
}

function exemptedEntry(diagnostic: ExemptedDiagnostic) {
  return { ...entry(diagnostic), exemption: diagnostic.accepted };
}

function entry(diagnostic: Diagnostic): DiagnosticsDocument['diagnostics'][number] {
  const { code, severity, message, file, pointer, range, allowed, fix, related, relatedRanges } = diagnostic;
  return {
    code,
    severity,
    message,
    file,
    range,
    pointer,
    ...(allowed !== undefined && { allowed }),
    ...(fix !== undefined && { fix }),
    ...(relatedRanges && {
      related: relatedRanges.map((place, position) => {
        const below = related?.[position]?.pointer;
        return { message: place.message, range: place.range, ...(below !== undefined && { pointer: below }) };
      }),
    }),
  };
}
