import type { Drift } from '../../capacity/compare.ts';
import type { MirrorStatus } from '../../services/mirror/status.ts';
import type { Endpoints } from '../stack/endpoints.ts';
import type { ResourceDrift } from './resource-drift.ts';

/** What `skerry status --json` prints. */
export interface StackStatus {
  stack: string;
  endpoints: Endpoints;
  groups: GroupStatus[];
  /** The processes of a local stack. */
  parts: PartStatus[];
  /** Where groups are not as the stack file declares them; empty as well where nothing of the stack is up. */
  drift: Drift[];
  /** Where anything beside groups is not as the stack file declares it; absent where nobody has looked. */
  resources?: ResourceDrift[];
  /** Why nobody has looked. */
  notCompared?: string;
  /** What can't be read, each with the reason: a region, a group's log, or all that is beside groups. */
  unread?: { region: string; reason: string }[];
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
  /** Absent where nobody declares the group. */
  owner?: 'iac' | 'autoscaler' | 'schedule';
  min: number;
  max: number;
  desired: number;
  /** Instances that run, draining ones included. */
  running: number;
  /** Instances that answer as healthy. */
  healthy: number;
  /** Root digests of the releases that its instances run; absent where nobody can ask them from outside. */
  releases?: string[];
  /** Instances of a cloud's group that are not well; those of a local one are among the parts. */
  sick?: { id: string; reason: string }[];
  /** Why it starts and stops nothing. */
  inactive?: string;
  /** The last thing that its cloud tried and failed at, where the group has too few healthy instances. */
  failure?: { at: Date; message: string };
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

export function isUp({ groups, parts }: Pick<StackStatus, 'groups' | 'parts'>): boolean {
  return groups.length > 0 || parts.length > 0;
}

/** Number of things that are not as declared. */
export function driftCount({ drift, resources = [] }: Pick<StackStatus, 'drift' | 'resources'>): number {
  return drift.length + resources.length;
}

/** What is not as it should be, in sentences; empty: all is well. */
export function alarmsOf(status: StackStatus): string[] {
  const alarms = (status.unread ?? []).map(({ region, reason }) => `${region} can't be read: ${reason}`);
  for (const { region, name, desired, healthy, sick = [], inactive, failure } of status.groups) {
    const id = `${region}/${name}`;
    if (inactive !== undefined) alarms.push(`${id} starts and stops nothing: ${inactive}`);
    if (healthy < desired) alarms.push(`${id}: ${healthy} of ${desired} instances are healthy`);
    if (failure) alarms.push(`${id} failed at ${failure.at.toISOString()}: ${failure.message}`);
    alarms.push(...sick.map((instance) => `${id} ${instance.id}: ${instance.reason}`));
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
