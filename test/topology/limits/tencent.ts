import { limit, type Limit, type OutOfReach } from './limit.ts';
import { awsCapacity, awsRule, gitWord, serveCapacity, syncCapacity, syncRule } from './places.ts';

/** The mistakes for which Auto Scaling of Tencent Cloud (2018-04-19) has an error of its own. */
export const tencentCases: readonly Limit[] = [
  limit('InvalidParameterValue.BaseCapacityTooLarge', 'capacity/base-exceeds-max', 'cloud', syncCapacity, [
    'min: 2, max: 12, onDemandBase: 12',
    'min: 2, max: 12, onDemandBase: 13',
  ]),
  limit(
    'InvalidParameterValue.ClassicLb',
    'lb/type-of-platform',
    'aws',
    (value) => [['serve: {group', `serve: {type: ${value}, group`]],
    ['nlb', 'clb'],
  ),
  limit(
    'InvalidParameterValue.ForwardLb',
    'lb/classic-tls-abroad',
    'cloud',
    (value) => [
      ['account: {id: "1234567890123456"}', 'account: {id: "1234567890123456", type: international}'],
      ['git: {group: git,', `git: {type: ${value}, group: git,`],
    ],
    ['nlb', 'clb'],
  ),
  limit(
    'InvalidParameterValue.DuplicatedForwardLb',
    'cdn/origin-duplicate',
    'cloud',
    (value) => [['mirrors: {origins: [cn-hangzhou/serve]}', `mirrors: {origins: [${value}]}`]],
    ['cn-hangzhou/serve', 'cn-hangzhou/serve, cn-hangzhou/serve'],
  ),
  limit(
    'InvalidParameterValue.DuplicatedSubnet',
    'network/zone-duplicate',
    'cloud',
    (value) => [['zones: [cn-hangzhou-i, cn-hangzhou-k]', `zones: [cn-hangzhou-i, ${value}]`]],
    ['cn-hangzhou-k', 'cn-hangzhou-i'],
  ),
  limit(
    'InvalidParameterValue.InvalidClbRegion',
    'region/not-found',
    'cloud',
    (value) => [['mirrors: {origins: [cn-hangzhou/serve]}', `mirrors: {origins: [${value}/serve]}`]],
    ['cn-hangzhou', 'cn-shanghai'],
  ),
  limit(
    'InvalidParameterValue.OnlyVpc',
    'network/missing',
    'cloud',
    (value) => [['        network: {cidr: 10.18.0.0/16, zones: [cn-beijing-k, cn-beijing-l]}\n', value]],
    ['        network: {cidr: 10.18.0.0/16, zones: [cn-beijing-k, cn-beijing-l]}\n', ''],
  ),
  limit('InvalidParameterValue.Size, of max and min', 'capacity/min-exceeds-max', 'cloud', serveCapacity, [
    'min: 6, max: 6, desired: 6',
    'min: 7, max: 6, desired: 6',
  ]),
  limit(
    'InvalidParameterValue.Size, of desired and max',
    'capacity/desired-exceeds-max',
    'cloud',
    serveCapacity,
    ['min: 2, max: 6, desired: 6', 'min: 2, max: 6, desired: 7'],
  ),
  limit(
    'InvalidParameterValue.Size, of desired and min',
    'capacity/desired-below-min',
    'cloud',
    serveCapacity,
    ['min: 2, max: 6, desired: 2', 'min: 2, max: 6, desired: 1'],
  ),
  limit('InvalidParameterValue.Range', 'capacity/platform-limit', 'cloud', syncCapacity, [
    'min: 2, max: 2000',
    'min: 2, max: 2001',
  ]),
  limit(
    'InvalidParameterValue.ZoneMismatchRegion',
    'network/zone-of-other-region',
    'cloud',
    (value) => [['cn-hangzhou-i, cn-hangzhou-k', `cn-hangzhou-i, ${value}`]],
    ['cn-hangzhou-j', 'cn-beijing-j'],
  ),
  limit(
    'MissingParameter',
    'network/cidr-missing',
    'cloud',
    (value) => [['network: {cidr: 10.18.0.0/16, ', `network: {${value}`]],
    ['cidr: 10.18.0.0/16, ', ''],
  ),
  limit('MissingParameter.InScenario', 'capacity/desired-missing', 'cloud', serveCapacity, [
    'min: 0, max: 6, desired: 0',
    'min: 0, max: 6',
  ]),
  limit(
    'ResourceNotFound.LoadBalancerNotFound',
    'lb/not-found',
    'cloud',
    (value) => [['mirrors: {origins: [cn-hangzhou/serve]}', `mirrors: {origins: [cn-hangzhou/${value}]}`]],
    ['serve', 'server'],
  ),
  limit('InvalidParameterConflict', 'rule/change', 'aws', awsRule, [
    '{simple: cpu, above: 80, add: 1}',
    '{simple: cpu, above: 80, add: 1, setTo: 3}',
  ]),
  limit('InvalidParameter.Conflict', 'rule/kind', 'cloud', syncRule, [
    '{track: cpu, target: 60}',
    '{track: cpu, predict: cpu, target: 60}',
  ]),
  limit('InvalidParameter.InScenario', 'rule/word-of-other-kind', 'cloud', syncRule, [
    '{track: cpu, target: 60, scaleIn: false}',
    '{predict: cpu, target: 60, mode: scale, scaleIn: false}',
  ]),
  limit('LimitExceeded.MaxSizeLimitExceeded', 'capacity/platform-limit', 'cloud', syncCapacity, [
    'min: 0, max: 2000',
    'min: 0, max: 2001',
  ]),
  limit('LimitExceeded.TargetTrackingScalingPolicy', 'rule/duplicate', 'cloud', syncRule, [
    '{track: cpu, target: 60}',
    '{track: cpu, target: 60}, {track: cpu, target: 70}',
  ]),
  limit(
    'ResourceUnavailable.InstancesAlreadyInAutoScalingGroup',
    'attach/twice',
    'cloud',
    (value) => [
      ...gitWord(`attach: [{id: ${value}}]`),
      ['min: 2, max: 6, desired: 3}', 'min: 2, max: 6, desired: 3}\n            attach: [{id: i-aaaaaa}]'],
    ],
    ['i-bbbbbb', 'i-aaaaaa'],
  ),
  limit(
    'ResourceInsufficient.AutoScalingGroupAboveMaxSize',
    'attach/beyond-max',
    'aws',
    (value) =>
      awsCapacity(
        `min: 1, max: 1, desired: 1}\n            attach: [${value}]\n            suspend: [alarms]\n            hooks: {boot: {on: launch}`,
      ),
    ['{id: i-aaaaaa, entrusted: true}', '{id: i-aaaaaa, entrusted: true}, {id: i-bbbbbb, entrusted: true}'],
  ),
];

export const tencentOutOfReach: readonly OutOfReach[] = [
  {
    of: 'InvalidParameterValue.LbProjectInconsistent',
    because: 'a site has no projects: all of it is made in one',
  },
  {
    of: 'ResourceUnavailable.LbProjectInconsistent',
    because: 'a site has no projects: all of it is made in one',
  },
  {
    of: 'ResourceUnavailable.LbVpcInconsistent',
    because: 'a region has one network, in which all of it lies',
  },
  { of: 'LimitExceeded.MinSizeLimitExceeded', because: 'min is at most max, which is within the limit' },
  {
    of: 'LimitExceeded.DesiredCapacityLimitExceeded',
    because: 'desired is at most max, which is within the limit',
  },
  {
    of: 'ResourceInsufficient.AutoScalingGroupBelowMinSize',
    because: 'who leaves is replaced as far as min wants it (capacity/plan-attachment.ts)',
  },
];
