import type { Edit } from '../support/sites.ts';
import { limit, type Limit, type OutOfReach } from './limit.ts';
import { awsCapacity, awsRule, awsSchedule, awsWord, times } from './places.ts';

const hooks = (value: string): readonly Edit[] => awsWord(`hooks: {${value}}`);
const leave = (value: string): readonly Edit[] => hooks(`leave: {on: terminate, ${value}}`);
const refreshed = (value: string): readonly Edit[] => awsWord(`refresh: {${value}}`);
const bounded = (value: string): readonly Edit[] => awsWord(`maintenance: {${value}}`);

/** EC2 Auto Scaling, by the resources of its provider. */
export const awsLimits: readonly Limit[] = [
  limit('group, min_size: 0 or more', 'capacity/negative', 'aws', awsCapacity, [
    'min: 0, max: 4, desired: 2',
    'min: -1, max: 4, desired: 2',
  ]),
  limit('group, max_instance_lifetime: 86400 or more', 'group/max-lifetime', 'aws', awsWord, [
    'maxLifetime: 1d',
    'maxLifetime: 23h59m59s',
  ]),
  limit('group, max_instance_lifetime: at most 31536000', 'group/max-lifetime', 'aws', awsWord, [
    'maxLifetime: 365d',
    'maxLifetime: 365d1s',
  ]),
  limit('refresh, min_healthy_percentage: 0 or more', 'refresh/min-healthy', 'aws', refreshed, [
    'minHealthy: 0, maxHealthy: 100',
    'minHealthy: -1, maxHealthy: 100',
  ]),
  limit('refresh, min_healthy_percentage: at most 100', 'refresh/min-healthy', 'aws', refreshed, [
    'minHealthy: 100',
    'minHealthy: 101',
  ]),
  limit('refresh, max_healthy_percentage: at least 100', 'refresh/max-healthy', 'aws', refreshed, [
    'maxHealthy: 100',
    'maxHealthy: 99',
  ]),
  limit('refresh, max_healthy_percentage: at most 200', 'refresh/max-healthy', 'aws', refreshed, [
    'minHealthy: 100, maxHealthy: 200',
    'minHealthy: 100, maxHealthy: 201',
  ]),
  limit('refresh: 100 percent between the two', 'refresh/span', 'aws', refreshed, [
    'minHealthy: 50, maxHealthy: 150',
    'minHealthy: 50, maxHealthy: 151',
  ]),
  limit('refresh, checkpoint_percentages: rising', 'refresh/checkpoints', 'aws', refreshed, [
    'checkpoints: [20, 50]',
    'checkpoints: [50, 20]',
  ]),
  limit(
    'instance maintenance policy, min_healthy_percentage: 0 to 100',
    'maintenance/min-healthy',
    'aws',
    bounded,
    ['minHealthy: 100', 'minHealthy: 101'],
  ),
  limit(
    'instance maintenance policy, max_healthy_percentage: 100 to 200',
    'maintenance/max-healthy',
    'aws',
    bounded,
    ['minHealthy: 100, maxHealthy: 200', 'minHealthy: 100, maxHealthy: 201'],
  ),
  limit('instance maintenance policy: 100 percent between the two', 'maintenance/span', 'aws', bounded, [
    'minHealthy: 50, maxHealthy: 150',
    'minHealthy: 50, maxHealthy: 151',
  ]),
  limit('warm pool, min_size: 0 or more', 'capacity/negative', 'aws', awsCapacity, [
    'min: 2, max: 4, desired: 2, warmPool: 0',
    'min: 2, max: 4, desired: 2, warmPool: -1',
  ]),
  limit('warm pool, pool_state: its words', 'schema/enum', 'aws', awsCapacity, [
    'min: 2, max: 4, desired: 2, warmPool: 1, warmState: hibernated',
    'min: 2, max: 4, desired: 2, warmPool: 1, warmState: frozen',
  ]),
  limit('warm pool, reuse_on_scale_in: of a pool', 'capacity/warm-without-pool', 'aws', awsCapacity, [
    'min: 2, max: 4, desired: 2, warmPool: 1, warmReuse: true',
    'min: 2, max: 4, desired: 2, warmReuse: true',
  ]),
  limit('lifecycle hook, heartbeat_timeout: at least 30', 'hook/timeout', 'aws', leave, [
    'timeout: 30s',
    'timeout: 29s',
  ]),
  limit('lifecycle hook, heartbeat_timeout: at most 7200', 'hook/timeout', 'aws', leave, [
    'timeout: 2h',
    'timeout: 2h1s',
  ]),
  limit('lifecycle hook, heartbeat_timeout of the hook drain', 'hook/drain-limit', 'aws', awsWord, [
    'drain: 2h',
    'drain: 2h1s',
  ]),
  limit('lifecycle hook, default_result: its words', 'hook/result', 'aws', leave, [
    'onTimeout: abandon',
    'onTimeout: rollback',
  ]),
  limit('policy, scaling_adjustment against step_adjustment', 'rule/word-of-other-kind', 'aws', awsRule, [
    '{step: cpu, steps: [{above: 70, add: 1}]}',
    '{step: cpu, steps: [{above: 70, add: 1}], add: 1}',
  ]),
  limit('policy, min_adjustment_magnitude: 1 or more', 'rule/at-least-range', 'aws', awsRule, [
    '{simple: cpu, above: 80, addPercent: 20, atLeast: 1}',
    '{simple: cpu, above: 80, addPercent: 20, atLeast: 0}',
  ]),
  limit('policy, min_adjustment_magnitude: of PercentChangeInCapacity', 'rule/at-least', 'aws', awsRule, [
    '{simple: cpu, above: 80, addPercent: 20, atLeast: 2}',
    '{simple: cpu, above: 80, add: 2, atLeast: 2}',
  ]),
  limit('policy, PercentChangeInCapacity: -100 or more', 'rule/limit', 'aws', awsRule, [
    '{simple: cpu, below: 20, addPercent: -100}',
    '{simple: cpu, below: 20, addPercent: -101}',
  ]),
  limit('predictive policy, max_capacity_buffer: at most 100', 'rule/buffer-range', 'aws', awsRule, [
    '{predict: cpu, target: 60, mode: scale, maxBuffer: 100}',
    '{predict: cpu, target: 60, mode: scale, maxBuffer: 101}',
  ]),
  limit('predictive policy, max_capacity_buffer: 0 or more', 'rule/buffer-range', 'aws', awsRule, [
    '{predict: cpu, target: 60, mode: scale, maxBuffer: 0}',
    '{predict: cpu, target: 60, mode: scale, maxBuffer: -1}',
  ]),
  limit('predictive policy, scheduling_buffer_time: less than 3600', 'rule/limit', 'aws', awsRule, [
    '{predict: cpu, target: 60, mode: scale, ahead: 59m}',
    '{predict: cpu, target: 60, mode: scale, ahead: 60m}',
  ]),
  limit('schedule: -1 leaves alone', 'schedule/negative', 'aws', awsSchedule, [
    'night: {cron: "0 22 * * *", desired: 2}',
    'night: {cron: "0 22 * * *", desired: -1}',
  ]),
  limit('schedule: one of min_size, max_size, desired_capacity', 'schedule/no-change', 'aws', awsSchedule, [
    'night: {cron: "0 22 * * *", desired: 1}',
    'night: {cron: "0 22 * * *"}',
  ]),
  limit('20 steps of a policy', 'rule/too-many-steps', 'aws', awsRule, [
    `{step: cpu, steps: [${times(20, (number) => `{above: ${number}, add: ${number}}`)}]}`,
    `{step: cpu, steps: [${times(21, (number) => `{above: ${number}, add: ${number}}`)}]}`,
  ]),
  limit('50 hooks of a group', 'hook/too-many', 'aws', hooks, [
    times(48, (number) => `hook-${number}: {on: launch}`),
    times(49, (number) => `hook-${number}: {on: launch}`),
  ]),
];

export const awsOutOfReach: readonly OutOfReach[] = [
  {
    of: 'group: one of launch_configuration, launch_template, mixed_instances_policy',
    because: 'one is given',
  },
  { of: 'group, availability_zones against vpc_zone_identifier', because: 'subnets alone are given' },
  {
    of: 'group, traffic_source against load_balancers and target_group_arns',
    because: 'target groups alone are given',
  },
  { of: 'group, max_instance_lifetime: 0 is none', because: 'none is said by leaving the word out' },
  { of: 'instance maintenance policy: -1 removes', because: 'a percentage is 0 or more in our words' },
  {
    of: 'hook: 100 heartbeats, 172800 s in all',
    because: 'no word is about heartbeats: a hook ends within its timeout',
  },
  {
    of: 'schedule: what is unset is 0',
    because: 'what the file leaves out is written as -1 (schedule-args.ts)',
  },
  { of: '10 SNS topics of a group', because: 'a group has one' },
  {
    of: '20 instances a call of attach and detach',
    because: 'they are divided (capacity/plan-attachment.ts)',
  },
  { of: '10 load balancers a call', because: 'target groups are given when the group is made' },
  { of: '50 instances a call of protection', because: 'nothing is protected one by one' },
];
