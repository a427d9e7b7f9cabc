import type { CloudGroup, LiveGroupState } from './live-group.ts';

/** A group that bears a stack's tag. */
export interface StackGroup {
  /** The plan's, from its tag `skerry:group`. */
  id: string;
  /** As it was found. */
  state: LiveGroupState;
  group: CloudGroup;
}
