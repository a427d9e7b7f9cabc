/** What the rest of the project uses of the topology. */
export { analyse, type Analysis, type AnalyseOptions } from './analyse.ts';
export type { Diagnostic, Finding, Pointer, Position, Range, Severity } from './diagnostics/diagnostic.ts';
export { formatJson } from './diagnostics/format/json.ts';
export { formatPretty, type PrettyOptions } from './diagnostics/format/pretty.ts';
export { countDiagnostics, exitStatus, type Report } from './diagnostics/format/report.ts';
export { sameValue, type Difference } from './load/same-value.ts';
export { stackFiles, stackOfFile } from './load/read.ts';
export type * from './plan/plan.ts';
export { planSite } from './plan/site.ts';
export type { Site } from './schema/site.ts';
export { renderJson } from './render/json.ts';
export { renderMermaid } from './render/mermaid.ts';
