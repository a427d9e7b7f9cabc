import type { GroupNode } from '../topology/plan/plan.ts';
import type { Activity, Author, Capacity, LiveGroupState } from './live-group.ts';

/** One difference between a group as the stack file declares it and as it is. */
export interface Drift {
  /** `cn-hangzhou/git` */
  group: string;
  /**
   * `absent`: declared and not there; `undeclared`: there under the stack's tag, and in no file; `suspended`: what it
   * does not do by itself.
   */
  what: 'min' | 'max' | 'desired' | 'suspended' | 'absent' | 'undeclared';
  declared?: string;
  live?: string;
  /** Who made it so, where the cloud's log tells. */
  by?: Author & { at: Date };
}

/** What is compared of a declared group. */
export type DeclaredGroup = Pick<GroupNode, 'id' | 'capacity' | 'schedules' | 'suspend'>;

/**
 * The differences that an update would take back, or could not. The desired capacity is one only where the file owns
 * it; bounds that the group's own schedules set are none.
 *
 * @param isComplete whether `live` is all there is: a region that can't be read has lost nothing
 */
export function compareGroups(
  declared: readonly DeclaredGroup[],
  live: ReadonlyMap<string, LiveGroupState>,
  isComplete: (region: string) => boolean = () => true,
): Drift[] {
  const drift = declared.flatMap((group): Drift[] => {
    const now = live.get(group.id);
    if (now) return compareGroup(group, now);
    return isComplete(regionOf(group.id)) ? [{ group: group.id, what: 'absent' }] : [];
  });
  const known = new Set(declared.map(({ id }) => id));
  const strangers = [...live.keys()].filter((id) => !known.has(id));
  return [...drift, ...strangers.map((group) => ({ group, what: 'undeclared' as const }))];
}

function compareGroup({ id, capacity, schedules, suspend }: DeclaredGroup, now: LiveGroupState): Drift[] {
  const allowed: Record<keyof Capacity, number[] | undefined> = {
    min: [capacity.min, ...schedules.flatMap(({ min }) => min ?? [])],
    desired: capacity.owner === 'iac' ? [capacity.target] : undefined,
    max: [capacity.max, ...schedules.flatMap(({ max }) => max ?? [])],
  };
  const numbers = (['min', 'desired', 'max'] as const).flatMap((what): Drift[] => {
    const values = allowed[what];
    if (!values || values.includes(now[what])) return [];
    return [{ group: id, what, declared: [...new Set(values)].join(' or '), live: String(now[what]) }];
  });
  if (!now.suspended) return numbers;
  const wanted = suspend.map(({ process }) => process).sort();
  const found = [...now.suspended].sort();
  if (wanted.join() === found.join()) return numbers;
  return [...numbers, { group: id, what: 'suspended', declared: listed(wanted), live: listed(found) }];
}

/**
 * The drift with its author: of whom the log says that they set this value last. Logs tell of changes that start or
 * stop instances; one of a bound alone often leaves no trace there (AWS: CloudTrail has it; Alibaba: ActionTrail).
 *
 * @param activities of the drift's group, the newest first
 */
export function attribute(drift: Drift, activities: readonly Activity[]): Drift {
  const { what, live } = drift;
  if (what !== 'min' && what !== 'max' && what !== 'desired') return drift;
  const last = activities.find(({ set, status }) => set[what] !== undefined && status !== 'failed');
  if (!last || String(last.set[what]) !== live) return drift;
  return { ...drift, by: { ...last.by, at: last.at } };
}

const regionOf = (id: string): string => id.slice(0, id.indexOf('/'));

const listed = (names: readonly string[]): string => names.join(', ') || 'none';
