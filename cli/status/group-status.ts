import type { LiveGroupState, LiveInstance } from '../../capacity/live-group.ts';
import type { GroupStatus } from './stack-status.ts';

/** What is known of a group beside its live state. */
export interface KnownGroup {
  workload: string;
  owner: 'iac' | 'autoscaler' | 'schedule';
}

/** Instances that drain still run, but are no longer counted upon. */
export function groupStatus(live: LiveGroupState, known: KnownGroup | undefined): GroupStatus {
  const { region, name, min, max, desired, instances, inactive } = live;
  const releases = [...new Set(instances.flatMap(({ release }) => release ?? []))].sort();
  return {
    region,
    name,
    workload: known?.workload ?? '?',
    ...(known ? { owner: known.owner } : {}),
    min,
    max,
    desired,
    running: instances.filter(({ state }) => state !== 'stopped').length,
    healthy: instances.filter(({ state, healthy }) => state !== 'draining' && healthy).length,
    ...(releases.length > 0 ? { releases } : {}),
    ...(inactive === undefined ? {} : { inactive }),
  };
}

/** Those that serve and are ill; who comes, goes or stands by is as it should be. */
export function sickOf(instances: readonly LiveInstance[]): { id: string; reason: string }[] {
  return instances
    .filter(({ state, healthy }) => !healthy && state === 'running')
    .map(({ id, reason = 'not healthy' }) => ({ id, reason }));
}
