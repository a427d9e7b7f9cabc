/** The checks of stack files as plain functions of plain data: without Pulumi, without any cloud. */
export { type Analysis, type AnalyseOptions, analyse } from '../topology/analyse.ts';
export { type CheckedSite, type CheckOptions, checkSite } from '../topology/check-site.ts';
export type {
  Accepted,
  Diagnostic,
  ExemptedDiagnostic,
  Finding,
  Pointer,
  Severity,
} from '../topology/diagnostics/diagnostic.ts';
export type { ExemptedFinding } from '../topology/exempt/apply.ts';
export { formatPretty } from '../topology/diagnostics/format/pretty.ts';
export type { Plan } from '../topology/plan/plan.ts';
