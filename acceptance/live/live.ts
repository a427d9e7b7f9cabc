import type { LiveGroupState } from '../../capacity/live-group.ts';

/** What a run does to a stack that is up, past the engine: as an operator would, or an accident. */
export interface Live {
  /** Milliseconds between two looks. */
  readonly pollMs: number;
  /** Milliseconds after which what is still told of something that was removed is taken for left. */
  readonly patienceMs: number;
  /** Every group of the stack, as its platform knows it. */
  groups(): Promise<LiveGroupState[]>;
  /**
   * Sets the desired capacity of a group.
   *
   * @returns how it was done
   */
  setDesired(group: string, desired: number, signal: AbortSignal): Promise<string>;
  /** Ends an instance, as an accident would. @returns how it was done */
  kill(group: string, instance: string): Promise<string>;
  /** What of the stack is still there after it was taken down; empty: nothing. */
  leftovers(): Promise<string[]>;
  /** Removes what only names the stack. @throws where something of it is left after all */
  forget(): Promise<void>;
}
