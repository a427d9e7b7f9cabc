/**
 * A scaling group as it is now, read from the platform itself (processes, ESS, ASG) and never from Pulumi's state.
 */
export interface LiveGroup {
  read(): Promise<LiveGroupState>;
}

export interface LiveGroupState {
  region: string;
  name: string;
  min: number;
  max: number;
  desired: number;
  instances: LiveInstance[];
}

export interface LiveInstance {
  id: string;
  zone: string;
  address: string;
  pid?: number;
  state: 'starting' | 'running' | 'draining' | 'stopped';
  healthy: boolean;
  /** Root digest of the release it runs. */
  release?: string;
  /** Why it is not healthy, or why it still runs an older release. */
  reason?: string;
}
