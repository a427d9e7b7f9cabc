import type { CloudGroup, LiveGroupState } from './live-group.ts';

/** A group that bears a stack's tag. */
export interface StackGroup {
  /** The plan's, from its tag `skerry:group`. */
  id: string;
  /** The cloud's own: name of an Auto Scaling group, id of one of ESS. */
  name: string;
  /** As it was found. */
  state: LiveGroupState;
  group: CloudGroup;
}
