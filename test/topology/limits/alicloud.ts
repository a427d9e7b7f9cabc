import type { Edit } from '../support/sites.ts';
import { limit, type Limit, type OutOfReach } from './limit.ts';
import {
  gitWord,
  renewed,
  schedule,
  serveCapacity,
  syncCapacity,
  syncRule,
  syncWord,
  times,
} from './places.ts';

const refreshed = (value: string): Edit[] => [
  ...gitWord(`spread: priority\n            refresh: {${value}}`),
];
const hooks = (value: string): readonly Edit[] => gitWord(`hooks: {${value}}`);
const leave = (value: string): readonly Edit[] => hooks(`leave: {on: terminate, ${value}}`);
const weighed = (value: string): Edit[] => [
  [
    'serve: {type: clb, group: mirror-serve,',
    `serve: {type: clb, weights: {canary: ${value}}, group: mirror-serve,`,
  ],
  [
    '          git:\n            capacity',
    '          canary:\n            workload: mirror-serve\n            capacity: {owner: iac, min: 1, max: 2, desired: 1}\n          git:\n            capacity',
  ],
];

/** Auto Scaling of Alibaba Cloud, by the resources of its provider. */
export const alicloudLimits: readonly Limit[] = [
  limit('scaling group, max_size: at most 2000', 'capacity/platform-limit', 'cloud', syncCapacity, [
    'min: 2, max: 2000',
    'min: 2, max: 2001',
  ]),
  limit('scaling group, min_size: 0 or more', 'capacity/negative', 'cloud', syncCapacity, [
    'min: 0, max: 12',
    'min: -1, max: 12',
  ]),
  limit('scaling group, desired_capacity: 0 or more', 'capacity/negative', 'cloud', serveCapacity, [
    'min: 0, max: 6, desired: 0',
    'min: 0, max: 6, desired: -1',
  ]),
  limit(
    'scaling group, on_demand_base_capacity: at most 1000',
    'capacity/platform-limit',
    'cloud',
    syncCapacity,
    ['min: 2, max: 2000, onDemandBase: 1000', 'min: 2, max: 2000, onDemandBase: 1001'],
  ),
  limit(
    'scaling group, on_demand_base_capacity: with COST_OPTIMIZED alone',
    'group/spread-without-base',
    'cloud',
    syncWord,
    ['spread: cost', 'spread: priority'],
  ),
  limit('scaling group, multi_az_policy: its words', 'schema/enum', 'cloud', gitWord, [
    'spread: balance',
    'spread: composable',
  ]),
  limit('scaling group, removal_policies: 2 at most', 'group/removal-count', 'cloud', gitWord, [
    'removal: [oldest-template, newest]',
    'removal: [oldest-template, oldest, newest]',
  ]),
  limit('scaling group, removal_policies: 1 at least', 'group/removal-count', 'cloud', gitWord, [
    'removal: [oldest]',
    'removal: []',
  ]),
  limit('scaling group, removal_policies: their words', 'schema/enum', 'cloud', gitWord, [
    'removal: [newest]',
    'removal: [youngest]',
  ]),
  limit('scaling group, max_instance_lifetime: 86400 or more', 'group/max-lifetime', 'cloud', gitWord, [
    'maxLifetime: 24h',
    'maxLifetime: 23h59m59s',
  ]),
  limit('scaling configuration, instance_type: ecs.…', 'group/instance-type-of-platform', 'cloud', gitWord, [
    'instanceTypes: [ecs.g8i.large]',
    'instanceTypes: [m7i.large]',
  ]),
  limit('scaling rule, QuantityChangeInCapacity: at most 500', 'rule/limit', 'cloud', syncRule, [
    '{simple: cpu, above: 80, add: 500}',
    '{simple: cpu, above: 80, add: 501}',
  ]),
  limit('scaling rule, QuantityChangeInCapacity: at least -500', 'rule/limit', 'cloud', syncRule, [
    '{simple: cpu, below: 20, add: -500}',
    '{simple: cpu, below: 20, add: -501}',
  ]),
  limit('scaling rule, PercentChangeInCapacity: at most 10000', 'rule/limit', 'cloud', syncRule, [
    '{simple: cpu, above: 80, addPercent: 10000}',
    '{simple: cpu, above: 80, addPercent: 10001}',
  ]),
  limit('scaling rule, PercentChangeInCapacity: at least -100', 'rule/limit', 'cloud', syncRule, [
    '{simple: cpu, below: 20, addPercent: -100}',
    '{simple: cpu, below: 20, addPercent: -101}',
  ]),
  limit('scaling rule, TotalCapacity: at most 1000', 'rule/limit', 'cloud', syncRule, [
    '{simple: cpu, above: 80, setTo: 1000}',
    '{simple: cpu, above: 80, setTo: 1001}',
  ]),
  limit('scaling rule, TotalCapacity: 0 or more', 'rule/negative', 'cloud', syncRule, [
    '{simple: cpu, below: 20, setTo: 2}',
    '{simple: cpu, below: 20, setTo: -1}',
  ]),
  limit('scaling rule, scaling_rule_type: one', 'rule/kind', 'cloud', syncRule, [
    '{track: cpu, target: 60}',
    '{track: cpu, step: cpu, target: 60}',
  ]),
  limit('scaling rule, cooldown: at most 86400', 'rule/limit', 'cloud', syncRule, [
    '{simple: cpu, above: 80, add: 1, cooldown: 24h}',
    '{simple: cpu, above: 80, add: 1, cooldown: 24h1s}',
  ]),
  limit('scaling rule, cooldown: of simple rules alone', 'rule/word-of-other-kind', 'cloud', syncRule, [
    '{simple: cpu, above: 80, add: 1, cooldown: 5m}',
    '{track: cpu, target: 60, cooldown: 5m}',
  ]),
  limit('scaling rule, estimated_instance_warmup: at most 86400', 'rule/limit', 'cloud', syncRule, [
    '{track: cpu, target: 60, warmUp: 24h}',
    '{track: cpu, target: 60, warmUp: 24h1s}',
  ]),
  limit('scaling rule, predictive_scaling_mode: its words', 'schema/enum', 'cloud', syncRule, [
    '{predict: cpu, target: 60, mode: scale}',
    '{predict: cpu, target: 60, mode: guess}',
  ]),
  limit('scaling rule, predictive_value_buffer: at most 100', 'rule/buffer-range', 'cloud', syncRule, [
    '{predict: cpu, target: 60, mode: scale, maxBuffer: 100}',
    '{predict: cpu, target: 60, mode: scale, maxBuffer: 101}',
  ]),
  limit('scaling rule, predictive_value_buffer: 0 or more', 'rule/buffer-range', 'cloud', syncRule, [
    '{predict: cpu, target: 60, mode: scale, maxBuffer: 0}',
    '{predict: cpu, target: 60, mode: scale, maxBuffer: -1}',
  ]),
  limit('scaling rule, predictive_task_buffer_time: at most 60 min', 'rule/limit', 'cloud', syncRule, [
    '{predict: cpu, target: 60, mode: scale, ahead: 60m}',
    '{predict: cpu, target: 60, mode: scale, ahead: 61m}',
  ]),
  limit(
    'scheduled task: one of min_value, max_value, desired_capacity',
    'schedule/no-change',
    'cloud',
    schedule,
    ['{cron: "0 22 * * *", desired: 3}', '{cron: "0 22 * * *"}'],
  ),
  limit(
    'scheduled task, recurrence_end_time: at most 365 days ahead',
    'schedule/renewed-in-future',
    'cloud',
    renewed,
    ['2026-11-22', '2026-11-23'],
  ),
  limit(
    'scheduled task, recurrence_end_time: goes with recurrence_type',
    'schedule/renewed-missing',
    'cloud',
    (value) => [['renewed: 2026-11-22, ', value]],
    ['renewed: 2026-11-22, ', ''],
  ),
  limit('scheduled task, recurrence_value of Cron: 5 fields', 'schema/pattern', 'cloud', schedule, [
    '{cron: "0 22 * * *", desired: 3}',
    '{cron: "0 0 22 * * *", desired: 3}',
  ]),
  limit('scheduled task, recurrence_value of Cron: hours to 23', 'schedule/cron-invalid', 'cloud', schedule, [
    '{cron: "0 23 * * *", desired: 3}',
    '{cron: "0 24 * * *", desired: 3}',
  ]),
  limit('lifecycle hook, heartbeat_timeout: at least 30', 'hook/timeout', 'cloud', leave, [
    'timeout: 30s',
    'timeout: 29s',
  ]),
  limit('lifecycle hook, heartbeat_timeout: at most 21600', 'hook/timeout', 'cloud', leave, [
    'timeout: 6h',
    'timeout: 6h1s',
  ]),
  limit('lifecycle hook, heartbeat_timeout of the hook drain', 'hook/drain-limit', 'cloud', gitWord, [
    'drain: 6h',
    'drain: 6h1s',
  ]),
  limit('lifecycle hook, default_result: ROLLBACK of leaving instances', 'hook/result', 'cloud', hooks, [
    'leave: {on: terminate, onTimeout: rollback}',
    'leave: {on: launch, onTimeout: rollback}',
  ]),
  limit('lifecycle hook, lifecycle_transition: its words', 'schema/enum', 'cloud', hooks, [
    'leave: {on: terminate}',
    'leave: {on: stop}',
  ]),
  limit('lifecycle hooks of a group: 6', 'hook/too-many', 'cloud', hooks, [
    times(4, (number) => `hook-${number}: {on: launch}`),
    times(5, (number) => `hook-${number}: {on: launch}`),
  ]),
  limit('attachment, load_balancer_weights: at most 100', 'lb/weight-range', 'cloud', weighed, [
    '100',
    '101',
  ]),
  limit('attachment, load_balancer_weights: at least 1', 'lb/weight-range', 'cloud', weighed, ['1', '0']),
  limit(
    'attachment: IncorrectCapacity.MaxSize',
    'attach/beyond-max',
    'cloud',
    (value) => [
      [
        'capacity: {owner: schedule, min: 3, max: 16}',
        `capacity: {owner: schedule, min: 3, max: 3}\n            attach: [${value}]`,
      ],
    ],
    [times(3, (number) => `{id: i-aaaaa${number}}`), times(4, (number) => `{id: i-aaaaa${number}}`)],
  ),
  limit('notification, the ARN: cloudmonitor, queue or topic', 'notification/topic', 'cloud', gitWord, [
    'notifications: {events: [launch], topic: cloudmonitor}',
    'notifications: {events: [launch], topic: sns/ops}',
  ]),
  limit('notification, the types', 'schema/enum', 'cloud', gitWord, [
    'notifications: {events: [schedule-expiring], topic: queue/ops}',
    'notifications: {events: [reboot], topic: queue/ops}',
  ]),
  limit('instance refresh, min_healthy_percentage: 0 or more', 'refresh/min-healthy', 'cloud', refreshed, [
    'minHealthy: 0, maxHealthy: 100',
    'minHealthy: -1, maxHealthy: 100',
  ]),
  limit('instance refresh, min_healthy_percentage: at most 100', 'refresh/min-healthy', 'cloud', refreshed, [
    'minHealthy: 100',
    'minHealthy: 101',
  ]),
  limit('instance refresh, max_healthy_percentage: at least 100', 'refresh/max-healthy', 'cloud', refreshed, [
    'maxHealthy: 100',
    'maxHealthy: 99',
  ]),
  limit('instance refresh, max_healthy_percentage: at most 200', 'refresh/max-healthy', 'cloud', refreshed, [
    'minHealthy: 100, maxHealthy: 200',
    'minHealthy: 100, maxHealthy: 201',
  ]),
  limit('instance refresh, checkpoints: to 100', 'refresh/checkpoint-range', 'cloud', refreshed, [
    'checkpoints: [20, 100]',
    'checkpoints: [20, 101]',
  ]),
  limit('instance refresh, checkpoint_pause_time: in minutes', 'refresh/pause', 'cloud', refreshed, [
    'checkpoints: [20], pause: 60s',
    'checkpoints: [20], pause: 61s',
  ]),
  limit('instance refresh: with PRIORITY alone', 'refresh/spread', 'cloud', gitWord, [
    'spread: priority\n            refresh: {}',
    'spread: balance\n            refresh: {}',
  ]),
  limit('suspend process: its words', 'suspend/process', 'cloud', gitWord, [
    'suspend: [alarms]',
    'suspend: [zone-balance]',
  ]),
];

export const alicloudOutOfReach: readonly OutOfReach[] = [
  {
    of: 'scaling group, name: 2 to 64',
    because: 'names are made, and cut to what each service takes (components/names.ts)',
  },
  {
    of: 'scaling group, on_demand_percentage_above_base_capacity: 0 to 100',
    because: 'all above the base is spot, or nothing',
  },
  {
    of: 'scaling group, spot_instance_pools: 1 to 10',
    because: 'it is made of the instance types, 10 at most',
  },
  { of: 'scaling group, stop_instance_timeout: 30 to 240', because: 'it is given to no group' },
  { of: 'scaling group, health_check_type against health_check_types', because: 'one of them is given' },
  {
    of: 'scaling group: a CLB with its health check off',
    because: 'each listener that is made has its check on',
  },
  { of: 'scaling group, scaling_policy, group_type, az_balance', because: 'their defaults stay' },
  {
    of: 'scaling configuration, security_group_ids: 16',
    because: 'a stack file brings none; each group has its own',
  },
  { of: 'scaling configuration, system_disk_size: 20 to 500', because: 'it is 40 everywhere' },
  { of: 'scaling rule: 500 instances in one activity', because: 'the change itself is bounded by 500' },
  { of: 'scaling rule, initial_max_size: with the behaviour', because: 'both are given, or neither' },
  { of: 'scheduled task, launch_time: 90 days ahead', because: 'schedules recur, and have no first time' },
  { of: 'scheduled task, launch_expiration_time: 0 to 21600', because: 'it is 600 everywhere' },
  { of: 'scheduled task, recurrence_type Daily, Weekly, Monthly', because: 'all are told as Cron' },
  { of: 'attachment, instance_ids: 20 a call', because: 'they are divided (capacity/plan-attachment.ts)' },
  { of: 'alarm, period 60, 120, 300, 900', because: 'it is 60 everywhere' },
  { of: 'alarm, alarm_actions: 5', because: 'an alarm has one' },
  { of: 'automatic scaling off after 30 days of failures', because: 'a file shows no failures' },
];
