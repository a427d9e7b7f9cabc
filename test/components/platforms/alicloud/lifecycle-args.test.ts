import { describe, expect, test } from 'vitest';
import {
  hookArgs,
  messages,
  suspensions,
  topicArn,
} from '../../../../components/platforms/alicloud/lifecycle-args.ts';
import type { Hook, Notifications } from '../../../../topology/plan/plan.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const git = groupOf(plan, 'cn-hangzhou/git');

describe('hooks', () => {
  test('of every group wait for its agent, at boot and at the end', () => {
    expect(git.hooks.map((hook) => hookArgs(hook, 'asg-1', undefined))).toEqual([
      {
        scalingGroupId: 'asg-1',
        name: 'boot',
        lifecycleTransition: 'SCALE_OUT',
        heartbeatTimeout: 600,
        defaultResult: 'ABANDON',
      },
      {
        scalingGroupId: 'asg-1',
        name: 'drain',
        lifecycleTransition: 'SCALE_IN',
        heartbeatTimeout: 900,
        defaultResult: 'CONTINUE',
      },
    ]);
  });

  test('of the user may roll back, and tell a topic', () => {
    const hook: Hook = {
      name: 'audit',
      origin: '',
      completedBy: 'topic',
      on: 'terminate',
      timeoutSeconds: 21_600,
      onTimeout: 'rollback',
      topic: 'queue/audit',
    };
    expect(hookArgs(hook, 'asg-1', 'arn')).toMatchObject({
      defaultResult: 'ROLLBACK',
      heartbeatTimeout: 21_600,
      notificationArn: 'arn',
    });
  });
});

test.each([
  ['alerts', 'made'],
  ['cloudmonitor', 'acs:ess:cn-hangzhou:1234567890123456:cloudmonitor'],
  ['topic/ops', 'acs:ess:cn-hangzhou:1234567890123456:topic/ops'],
  ['queue/audit', 'acs:ess:cn-hangzhou:1234567890123456:queue/audit'],
])('the topic %s is known to Auto Scaling as %s', (reference, arn) => {
  expect(topicArn(plan, 'cn-hangzhou', reference, 'made')).toBe(arn);
});

describe('a group tells', () => {
  const notifications = (topic: string): Notifications => ({
    origin: '',
    topic,
    events: ['launch', 'rejected'],
  });
  const alarming = [
    'AUTOSCALING:SCHEDULE_TASK_EXPIRING',
    'AUTOSCALING:SCALE_REJECT',
    'AUTOSCALING:SCALE_OUT_ERROR',
    'AUTOSCALING:SCALE_IN_ERROR',
  ];

  test("the alarms of what failed, was refused or will end, by the cloud's own names", () => {
    expect(messages(plan, git)).toEqual([{ topic: 'alerts', types: alarming }]);
  });

  test('one topic once, with everything that it wants to know', () => {
    expect(messages(plan, { ...git, notifications: notifications('alerts') })).toEqual([
      { topic: 'alerts', types: [...alarming, 'AUTOSCALING:SCALE_OUT_SUCCESS'] },
    ]);
  });

  test('another topic what it wants to know, and nobody where nobody asks', () => {
    const told = { topic: 'topic/ops', types: ['AUTOSCALING:SCALE_OUT_SUCCESS', 'AUTOSCALING:SCALE_REJECT'] };
    const { alerts: _, ...silent } = plan;
    expect(messages(silent, { ...git, notifications: notifications('topic/ops') })).toEqual([told]);
    expect(messages(silent, git)).toEqual([]);
  });
});

test('each suspended process has its own name, and one that the cloud lacks is refused', () => {
  const suspend = (['launch', 'health-check', 'schedules'] as const).map((process) => ({
    process,
    origin: '',
  }));
  expect(suspensions({ ...git, suspend }, 'asg-1')).toEqual([
    { key: 'launch', args: { scalingGroupId: 'asg-1', process: 'ScaleOut' } },
    { key: 'health-check', args: { scalingGroupId: 'asg-1', process: 'HealthCheck' } },
    { key: 'schedules', args: { scalingGroupId: 'asg-1', process: 'ScheduledAction' } },
  ]);
  const unknown = [{ process: 'zone-balance' as const, origin: '' }];
  expect(() => suspensions({ ...git, suspend: unknown }, 'asg-1')).toThrow('no process zone-balance');
});
