import { expect, it } from 'vitest';
import { activityOf } from '../../../capacity/aws/activities.ts';

/** Texts as AWS writes them. */
it.each([
  [
    'a user request update of AutoScalingGroup constraints to min: 1, max: 5, desired: 3 changing the desired capacity from 0 to 3',
    { kind: 'user' },
    { min: 1, max: 5, desired: 3 },
  ],
  [
    'a user request explicitly set group desired capacity changing the desired capacity from 1 to 2',
    { kind: 'user' },
    { desired: 2 },
  ],
  [
    'a monitor alarm TargetTracking-my-asg-AlarmHigh-1bd75141 in state ALARM triggered policy cpu high changing the desired capacity from 2 to 3',
    { kind: 'alarm', name: 'cpu high' },
    { desired: 3 },
  ],
  [
    'a difference between desired and actual capacity changing the desired capacity to 4',
    { kind: 'platform' },
    { desired: 4 },
  ],
  [
    'a scheduled action update of AutoScalingGroup constraints to min: 2, max: 8, desired: 4',
    { kind: 'schedule' },
    { min: 2, max: 8, desired: 4 },
  ],
  ['an instance was taken out of service in response to an EC2 health check', { kind: 'platform' }, {}],
])('%s', (cause, by, set) => {
  const then = '  At 2026-11-22T09:12:20Z an instance was started in response to a user request.';
  const activity = activityOf({
    ActivityId: 'a',
    AutoScalingGroupName: 'g',
    Cause: `At 2026-11-22T09:12:05Z ${cause}.${then}`,
    StartTime: new Date('2026-11-22T09:12:30Z'),
    StatusCode: 'Successful',
  });
  expect(activity).toMatchObject({ at: new Date('2026-11-22T09:12:05Z'), by, set, status: 'successful' });
});

it.each([
  ['Successful', 'successful'],
  ['Failed', 'failed'],
  ['Cancelled', 'failed'],
  ['WaitingForELBConnectionDraining', 'running'],
] as const)('an activity that is %s counts as %s', (StatusCode, status) => {
  const activity = {
    ActivityId: 'a',
    AutoScalingGroupName: 'g',
    Cause: '',
    StartTime: new Date(0),
    StatusCode,
  };
  const found = activityOf({ ...activity, StatusMessage: 'why' });
  expect(found.status).toBe(status);
  expect(found.failure).toBe(status === 'failed' ? 'why' : undefined);
});
