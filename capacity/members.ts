import { GroupError } from './group-error.ts';
import type { LiveGroupState } from './live-group.ts';

/**
 * What both clouds refuse of an attachment as far as the group tells; that the instances are of its region and VPC,
 * running and in no other group, only the cloud knows.
 *
 * @param perCall instances that one call may name
 * @throws {GroupError} `refused`
 */
export function requireAttachable(group: LiveGroupState, ids: readonly string[], perCall: number): void {
  requireFew(group, ids, perCall);
  const members = new Set(group.instances.map(({ id }) => id));
  const already = ids.filter((id) => members.has(id));
  if (already.length > 0) throw refused(group, `${already.join(', ')} are in the group already`);
  if (group.inactive !== undefined) throw refused(group, group.inactive, 'enable it first');
  const desired = group.desired + ids.length;
  if (desired > group.max) {
    throw refused(
      group,
      `attaching ${ids.length} to ${group.desired} makes desired ${desired}, but max is ${group.max}`,
      `raise max to ${desired}, or attach at most ${Math.max(group.max - group.desired, 0)}`,
    );
  }
}

/** As above, for leaving. */
export function requireDetachable(
  group: LiveGroupState,
  ids: readonly string[],
  perCall: number,
  replace: boolean,
): void {
  requireFew(group, ids, perCall);
  requireMembers(group, ids);
  const desired = group.desired - ids.length;
  if (!replace && desired < group.min) {
    throw refused(
      group,
      `detaching ${ids.length} of ${group.desired} makes desired ${desired}, but min is ${group.min}`,
      'lower min, or have them replaced',
    );
  }
}

export function requireMembers(group: LiveGroupState, ids: readonly string[]): void {
  const members = new Set(group.instances.map(({ id }) => id));
  const strangers = ids.filter((id) => !members.has(id));
  if (strangers.length > 0) throw refused(group, `${strangers.join(', ')} are not in the group`);
}

function requireFew(group: LiveGroupState, ids: readonly string[], perCall: number): void {
  if (ids.length === 0) throw refused(group, 'no instance is named');
  if (ids.length > perCall) {
    throw refused(group, `${ids.length} instances at once; ${perCall} are allowed`, 'go in steps');
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw refused(group, `${repeated} is named twice`);
}

function refused({ region, name }: LiveGroupState, message: string, fix?: string): GroupError {
  return new GroupError('refused', `${region}/${name}: ${message}`, fix === undefined ? {} : { fix });
}
