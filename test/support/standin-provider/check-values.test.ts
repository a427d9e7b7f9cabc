import { describe, expect, it } from 'vitest';
import { findValueFaults } from './check-values.ts';
import { loadFacts } from './facts/load.ts';
import { ALICLOUD_VALUES } from './facts/alicloud-values.ts';
import { AWS_VALUES } from './facts/aws-values.ts';
import { UNKNOWN, sealed } from './values.ts';

const HOOK_ALI = 'alicloud:ess/lifecycleHook:LifecycleHook';
const HOOK_AWS = 'aws:autoscaling/lifecycleHook:LifecycleHook';
const GROUP_AWS = 'aws:autoscaling/group:Group';

const faults = (type: string, inputs: Record<string, unknown>): string[] =>
  findValueFaults(type, inputs).map(({ property }) => property);

describe('values that a cloud takes and the other does not', () => {
  it.each([
    ['hooks that wait for hours', HOOK_ALI, { heartbeatTimeout: 21_600 }, HOOK_AWS],
    ['hooks that roll back', HOOK_ALI, { defaultResult: 'ROLLBACK' }, HOOK_AWS],
    [
      'a schedule that leaves a bound alone by −1',
      'aws:autoscaling/schedule:Schedule',
      { desiredCapacity: -1 },
      'alicloud:ess/scheduledTask:ScheduledTask',
    ],
    [
      'news of a schedule that ends',
      'alicloud:ess/notification:Notification',
      { notificationTypes: ['AUTOSCALING:SCHEDULE_TASK_EXPIRING'] },
      undefined,
    ],
  ])('%s', (_, taking, inputs, refusing) => {
    expect(faults(taking, inputs)).toEqual([]);
    if (refusing) expect(faults(refusing, inputs)).toEqual(Object.keys(inputs));
  });

  it('news of a schedule that ends, or of one that begins, which AWS does not have', () => {
    const notifications = ['autoscaling:EC2_INSTANCE_LAUNCH', 'AUTOSCALING:SCALE_OUT_START'];
    expect(faults('aws:autoscaling/notification:Notification', { notifications })).toEqual(['notifications']);
  });
});

describe('what is out of range', () => {
  it('is found in lists and in what lies in them', () => {
    const hooks = [{ heartbeatTimeout: 60 }, { heartbeatTimeout: 7201 }];
    expect(faults(GROUP_AWS, { initialLifecycleHooks: hooks })).toEqual([
      'initialLifecycleHooks.heartbeatTimeout',
    ]);
    expect(faults(GROUP_AWS, { terminationPolicies: ['OldestInstance', 'Oldest'] })).toEqual([
      'terminationPolicies',
    ]);
  });

  it('is told by the value and by what is allowed', () => {
    expect(findValueFaults(HOOK_ALI, { heartbeatTimeout: 20 })).toEqual([
      { property: 'heartbeatTimeout', reason: 'is 20, must be 30 to 21600' },
    ]);
  });

  it('is not what nobody knows yet, and is found in a secret', () => {
    expect(faults(HOOK_ALI, { heartbeatTimeout: UNKNOWN })).toEqual([]);
    expect(faults('alicloud:kvstore/instance:Instance', { password: sealed('short') })).toEqual(['password']);
  });

  it('zero is a number, and not what was left out', () => {
    const group = 'alicloud:ess/scalingGroup:ScalingGroup';
    expect(faults(group, { minSize: 0, maxSize: 0 })).toEqual([]);
    expect(faults(group, { maxSize: -1 })).toEqual(['maxSize']);
  });
});

it.each([
  ['alicloud', ALICLOUD_VALUES],
  ['aws', AWS_VALUES],
])(
  'every rule of %s is about an input that there is, and says when and where it was read',
  (cloud, table) => {
    expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(table.source.length).toBeGreaterThan(20);
    const facts = loadFacts(cloud);
    for (const [type, rules] of Object.entries(table.rows)) {
      const known = facts(type);
      for (const path of Object.keys(rules))
        expect(known, `${type} ${path}`).toHaveProperty(path.split('.')[0]!);
    }
  },
);
