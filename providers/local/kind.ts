import type { CheckFailure } from '@pulumi/pulumi/provider/index.js';

/** Where a resource is realised. */
export interface Context {
  /** The stack's state folder. */
  stateDir: string;
  /** The clone: `dist/` lies below it. */
  root: string;
}

/** One type of resource: how it is checked and realised on this machine. */
export interface ResourceKind<Inputs, Outputs> {
  /** The part's id, from its inputs alone. */
  id(inputs: Inputs): string;
  /** Findings beyond the types; values that are not known yet are absent. */
  check(inputs: Partial<Inputs>, olds: Partial<Inputs>): Promise<CheckFailure[]>;
  /** Repeatable: completes what an interrupted create has left. */
  create(context: Context, inputs: Inputs): Promise<Outputs>;
  /** `undefined` when the part is gone. */
  read(
    context: Context,
    id: string,
    outputs: Outputs,
  ): Promise<{ inputs: Inputs; outputs: Outputs } | undefined>;
  update(context: Context, olds: Outputs, news: Inputs): Promise<Outputs>;
  /** Repeatable; leaves no process, address or socket. */
  delete(context: Context, outputs: Outputs): Promise<void>;
}
