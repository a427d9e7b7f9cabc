import type { Pointer } from '../diagnostics/diagnostic.ts';

/** A thing of the plan. */
export interface Node {
  id: string;
  /** Where in the stack file it comes from. */
  origin: Pointer;
}
