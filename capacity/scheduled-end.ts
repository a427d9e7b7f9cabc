import { GroupError } from './group-error.ts';
import type { ScheduledEnd } from './live-group.ts';

/**
 * What the clouds refuse of a scheduled end, told before the call.
 *
 * @param id of the group
 * @param furthestDays how far ahead the cloud takes one
 * @throws {GroupError} `refused`
 */
export function requireSchedulable(id: string, end: ScheduledEnd, now: Date, furthestDays: number): void {
  const days = (end.at.getTime() - now.getTime()) / 86_400_000;
  if (Object.keys(end.change).length === 0) {
    throw new GroupError('refused', `${id}: the scheduled end changes nothing: give min, max or desired`);
  }
  if (!(days > 0)) {
    throw new GroupError(
      'refused',
      `${id}: the end ${end.at.toISOString()} is past (now ${now.toISOString()})`,
    );
  }
  if (days > furthestDays) {
    const message = `${id}: the end ${end.at.toISOString()} is more than ${furthestDays} days ahead`;
    throw new GroupError('refused', message, {
      fix: 'end it earlier, or put the change into the stack file',
    });
  }
}
