import type { Diagnostic } from '../diagnostic.ts';

/** What was found in one file; `Analysis` is one. */
export interface Report {
  /** As given, such as `stacks/Pulumi.cn-prod.yaml`. */
  file: string;
  /** Of the file, for code frames. */
  text: string;
  /** Sorted by place. */
  diagnostics: readonly Diagnostic[];
}

export interface Counts {
  errors: number;
  warnings: number;
}

export function countDiagnostics(reports: readonly Report[]): Counts {
  const all = reports.flatMap(({ diagnostics }) => diagnostics);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: all.length - errors };
}

/** Exit status of a command that found this: 0 good, 1 errors. */
export function exitStatus(reports: readonly Report[]): 0 | 1 {
  return countDiagnostics(reports).errors > 0 ? 1 : 0;
}
