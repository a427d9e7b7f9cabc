import { GroupError } from './group-error.ts';
import type { Lease } from './lease.ts';
import type { Capacity, CapacityChange, CloudGroup } from './live-group.ts';
import { formatCapacity, resolveChange } from './resolve-change.ts';

/** Instances that a group may have: ESS's limit; an ASG has none but the account's quota, and larger ones are typos. */
const MOST_INSTANCES = 2000;

export interface CapacityRequest {
  set: CapacityChange;
  /** Refuse where the group is not this any more. */
  expect?: Capacity;
}

export interface CapacityResult {
  before: Capacity;
  after: Capacity;
}

/**
 * Reads a group, compares it with what the caller expects, and sets it. The lease keeps out everybody else who changes
 * the group through Skerry, from whichever checkout.
 *
 * **The window that remains**: neither cloud sets a capacity on a condition. Who does not take the lease (the console,
 * an alarm's policy, a schedule, another tool) may change the group between the read and the set, some hundred
 * milliseconds apart, and is then overwritten in the values that are set. Values that are not asked for are not sent,
 * unless bounds force the desired capacity, so that an autoscaler's step in that time is lost only then.
 *
 * @throws {GroupError} `changed` where `expect` doesn't hold, `refused` where the result would be out of bounds, `busy`
 * where the lease has run out meanwhile; nothing was changed then
 */
export async function changeCapacity(
  group: Pick<CloudGroup, 'read' | 'setCapacity'>,
  lease: Pick<Lease, 'requireHeld'>,
  { set, expect }: CapacityRequest,
): Promise<CapacityResult> {
  const { region, name, min, max, desired } = await group.read();
  const before = { min, max, desired };
  if (expect && formatCapacity(expect) !== formatCapacity(before)) {
    throw new GroupError(
      'changed',
      `${region}/${name} is ${formatCapacity(before)} now, not ${formatCapacity(expect)} (min/desired/max)`,
      { fix: 'look at it again, then decide anew' },
    );
  }
  const resolved = resolveChange(before, set, MOST_INSTANCES);
  if ('problems' in resolved) {
    throw new GroupError('refused', `${region}/${name}: ${resolved.problems.join('; ')}`);
  }
  lease.requireHeld();
  if (Object.keys(resolved.change).length > 0) await group.setCapacity(resolved.change);
  return { before, after: resolved.capacity };
}
