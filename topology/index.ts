/** What the rest of the project uses of the topology. */
export { analyse, type Analysis, type AnalyseOptions } from './analyse.ts';
export type { Diagnostic, Finding, Pointer, Position, Range, Severity } from './diagnostics/diagnostic.ts';
export { sameValue, type Difference } from './load/same-value.ts';
export { stackFiles, stackOfFile } from './load/read.ts';
export type * from './plan/plan.ts';
export { planSite } from './plan/site.ts';
export type { Site } from './schema/site.ts';
