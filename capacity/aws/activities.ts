import type { Activity as AwsActivity } from '@aws-sdk/client-auto-scaling';
import type { Activity, Author, Capacity } from '../live-group.ts';

/** One entry of the group's log. Its cause is a text for people; the forms it takes are AWS's of 2017 to 2025. */
export function activityOf(activity: AwsActivity): Activity {
  const cause = activity.Cause ?? activity.Description ?? '';
  const status = statusOf(activity.StatusCode);
  const { StatusMessage, Description = '' } = activity;
  return {
    at: timeIn(cause) ?? activity.StartTime ?? new Date(0),
    by: authorOf(cause),
    cause,
    status,
    ...(status === 'failed' ? { failure: StatusMessage ?? Description } : {}),
    set: setBy(cause),
  };
}

function statusOf(code: string | undefined): Activity['status'] {
  if (code === 'Successful') return 'successful';
  return code === 'Failed' || code === 'Cancelled' ? 'failed' : 'running';
}

/** Who began it: the sentences after the first are what followed. AWS's log never says which user; CloudTrail would. */
function authorOf(cause: string): Author {
  const [first = ''] = cause.split(/\s+At \d{4}-/);
  if (/monitor alarm/.test(first)) {
    const policy = /triggered policy (.+?) changing/.exec(first)?.[1];
    return policy === undefined ? { kind: 'alarm' } : { kind: 'alarm', name: policy };
  }
  if (/scheduled action/.test(first)) return { kind: 'schedule' };
  return /user request/.test(first) ? { kind: 'user' } : { kind: 'platform' };
}

function setBy(cause: string): Partial<Capacity> {
  const bounds = /constraints to min: (\d+), max: (\d+), desired: (\d+)/.exec(cause);
  if (bounds) return { min: Number(bounds[1]), max: Number(bounds[2]), desired: Number(bounds[3]) };
  const desired = /desired capacity (?:from \d+ )?to (\d+)/.exec(cause)?.[1];
  return desired === undefined ? {} : { desired: Number(desired) };
}

/** When the cause came about, which is before an instance was ready for it. */
function timeIn(cause: string): Date | undefined {
  const time = /^At (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/.exec(cause)?.[1];
  return time === undefined ? undefined : new Date(time);
}
