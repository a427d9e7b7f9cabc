import type { MirrorStatus } from '../../services/mirror/status.ts';
import type { Endpoints } from '../stack/endpoints.ts';

/** What `skerry status --json` prints. */
export interface StackStatus {
  stack: string;
  endpoints: Endpoints;
  groups: GroupStatus[];
  parts: PartStatus[];
  /** The mirror's own word; absent where the stack has none, or it gives no answer. */
  mirror?: MirrorStatus;
  /** Why there is no word of a mirror that should be there. */
  mirrorUnreachable?: string;
}

/** A scaling group as it is now. */
export interface GroupStatus {
  region: string;
  name: string;
  workload: string;
  owner: 'iac' | 'autoscaler' | 'schedule';
  min: number;
  max: number;
  desired: number;
  /** Instances whose process runs, draining ones included. */
  running: number;
  /** Instances that answer as healthy. */
  healthy: number;
}

/** A process of a local stack: a part, or an instance of a group. */
export interface PartStatus {
  kind: string;
  name: string;
  /** Loopback address, with the port where it has one. */
  address: string;
  /** `null` while it doesn't run. */
  pid: number | null;
  healthy: boolean;
  /** Why it isn't healthy. */
  reason?: string;
}

/** What is not as it should be, in sentences; empty: all is well. */
export function alarmsOf(status: StackStatus): string[] {
  const alarms: string[] = [];
  for (const { region, name, desired, healthy } of status.groups) {
    if (healthy < desired) alarms.push(`${region}/${name}: ${healthy} of ${desired} instances are healthy`);
  }
  for (const { kind, name, healthy, reason } of status.parts) {
    if (!healthy) alarms.push(`${kind} ${name}: ${reason ?? 'does not answer'}`);
  }
  if (status.mirrorUnreachable !== undefined) alarms.push(`mirror: ${status.mirrorUnreachable}`);
  if (status.mirror?.state === 'refused') {
    alarms.push(`mirror: ${status.mirror.reason ?? 'its upstream is refused'}`);
  }
  return alarms;
}
