import type { Diagnostic, ExemptedDiagnostic, Severity } from '../diagnostic.ts';

/** What was found in one file; `Analysis` is one. */
export interface Report {
  /** As given, such as `stacks/Pulumi.cn-prod.yaml`. */
  file: string;
  /** Of the file, for code frames. */
  text: string;
  /** Sorted by place. */
  diagnostics: readonly Diagnostic[];
  /** What is accepted for now, sorted by place: nobody fails for it. */
  exempted?: readonly ExemptedDiagnostic[];
}

/** The least severity that a command ends with status 1 for. */
export const FAIL_ON = ['error', 'warning', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface Counts {
  errors: number;
  warnings: number;
  exempted: number;
}

export function countDiagnostics(reports: readonly Report[]): Counts {
  const all = reports.flatMap(({ diagnostics }) => diagnostics);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const exempted = reports.flatMap((report) => report.exempted ?? []).length;
  return { errors, warnings: all.length - errors, exempted };
}

/** The findings of a file by place, those among them that are exempted with why. */
export function withExempted({ diagnostics, exempted = [] }: Report): (Diagnostic | ExemptedDiagnostic)[] {
  if (exempted.length === 0) return [...diagnostics];
  return [...diagnostics, ...exempted].sort((a, b) => a.range.start.offset - b.range.start.offset);
}

/** Why a finding is exempted; `undefined`: it counts. */
export function acceptance(
  diagnostic: Diagnostic | ExemptedDiagnostic,
): ExemptedDiagnostic['accepted'] | undefined {
  return 'accepted' in diagnostic ? diagnostic.accepted : undefined;
}

/** Whether a finding is one that a command fails for. */
export function isFailure(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && (severity === 'error' || failOn === 'warning');
}

/** Exit status of a command that found this: 0 good, 1 findings that it fails for. */
export function exitStatus(reports: readonly Report[], failOn: FailOn = 'error'): 0 | 1 {
  return reports.some(({ diagnostics }) => diagnostics.some((one) => isFailure(one.severity, failOn)))
    ? 1
    : 0;
}
