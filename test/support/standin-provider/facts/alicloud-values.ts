import { HOOK_WORDS, PORT, type ValueRule, type ValueTable } from './value-rules.ts';

/** A topic or queue that an alarm tells. */
const TARGET: ValueRule = { form: /^acs:mns:[a-z0-9-]+:\d{16}:\/(topics|queues)\/[^/]+\/message$/ };

export const ALICLOUD_VALUES: ValueTable = {
  date: '2026-11-22',
  source:
    "declarations of npm's @pulumi/alicloud 3.108.0, and the providers' limits (terraform-provider-alicloud 1.240.0: resource_alicloud_ess_*.go, resource_alicloud_nlb_*.go, resource_alicloud_slb_listener.go; of 2026: resource_alicloud_cloud_monitor_service_metric_alarm_rule.go)",
  rows: {
    'alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule': {
      noDataPolicy: { oneOf: ['KEEP_LAST_STATE', 'INSUFFICIENT_DATA', 'OK'] },
      'targets.arn': TARGET,
    },
    'alicloud:cms/alarm:Alarm': {
      silenceTime: { between: [300, 86_400] },
      'escalationsCritical.comparisonOperator': { oneOf: ['>', '>=', '<', '<=', '!='] },
      'targets.arn': TARGET,
    },
    'alicloud:ecs/securityGroupRule:SecurityGroupRule': {
      ipProtocol: { oneOf: ['tcp', 'udp', 'icmp', 'icmpv6', 'gre', 'all'] },
      policy: { oneOf: ['accept', 'drop'] },
      portRange: { form: /^[1-9]\d{0,4}\/[1-9]\d{0,4}$/ },
      priority: { between: [1, 100] },
      type: { oneOf: ['ingress', 'egress'] },
    },
    'alicloud:ess/alarm:Alarm': {
      alarmActions: { length: [1, 5] },
      comparisonOperator: { oneOf: ['>=', '<=', '>', '<'] },
      metricType: { oneOf: ['system', 'custom'] },
      period: { oneOf: [60, 120, 300, 900] },
      statistics: { oneOf: ['Average', 'Minimum', 'Maximum'] },
    },
    'alicloud:ess/lifecycleHook:LifecycleHook': {
      defaultResult: { oneOf: [...HOOK_WORDS, 'ROLLBACK'] },
      heartbeatTimeout: { between: [30, 21_600] },
      lifecycleTransition: { oneOf: ['SCALE_OUT', 'SCALE_IN'] },
      name: { length: [2, 64] },
    },
    'alicloud:ess/notification:Notification': {
      notificationArn: { form: /^acs:ess:[a-z0-9-]+:\d{16}:(cloudmonitor|queue\/.+|topic\/.+)$/ },
      notificationTypes: {
        oneOf: [
          'AUTOSCALING:SCALE_OUT_SUCCESS',
          'AUTOSCALING:SCALE_IN_SUCCESS',
          'AUTOSCALING:SCALE_OUT_ERROR',
          'AUTOSCALING:SCALE_IN_ERROR',
          'AUTOSCALING:SCALE_REJECT',
          'AUTOSCALING:SCALE_OUT_START',
          'AUTOSCALING:SCALE_IN_START',
          'AUTOSCALING:SCHEDULE_TASK_EXPIRING',
        ],
      },
    },
    'alicloud:ess/scalingConfiguration:ScalingConfiguration': {
      internetMaxBandwidthOut: { between: [0, 1024] },
      scalingConfigurationName: { length: [2, 64] },
      spotStrategy: { oneOf: ['NoSpot', 'SpotAsPriceGo', 'SpotWithPriceLimit'] },
      systemDiskSize: { between: [20, 2048] },
    },
    'alicloud:ess/scalingGroup:ScalingGroup': {
      defaultCooldown: { between: [0, 86_400] },
      desiredCapacity: { between: [0, 2000] },
      healthCheckType: { oneOf: ['ECS', 'NONE', 'LOAD_BALANCER'] },
      maxInstanceLifetime: { between: [86_400, Number.MAX_SAFE_INTEGER] },
      maxSize: { between: [0, 2000] },
      minSize: { between: [0, 2000] },
      multiAzPolicy: { oneOf: ['PRIORITY', 'BALANCE', 'COST_OPTIMIZED', 'COMPOSABLE'] },
      onDemandBaseCapacity: { between: [0, 1000] },
      onDemandPercentageAboveBaseCapacity: { between: [0, 100] },
      removalPolicies: { oneOf: ['OldestInstance', 'NewestInstance', 'OldestScalingConfiguration'] },
      scalingGroupName: { length: [2, 64] },
      scalingPolicy: { oneOf: ['recycle', 'release', 'forceRecycle', 'forceRelease'] },
      spotInstancePools: { between: [1, 10] },
    },
    'alicloud:ess/scalingRule:ScalingRule': {
      adjustmentType: { oneOf: ['QuantityChangeInCapacity', 'PercentChangeInCapacity', 'TotalCapacity'] },
      cooldown: { between: [0, 86_400] },
      metricType: { oneOf: ['system', 'custom', 'hybrid'] },
      predictiveScalingMode: { oneOf: ['PredictAndScale', 'PredictOnly'] },
      predictiveTaskBufferTime: { between: [0, 60] },
      predictiveValueBehavior: {
        oneOf: [
          'MaxOverridePredictiveValue',
          'PredictiveValueOverrideMax',
          'PredictiveValueOverrideMaxWithBuffer',
        ],
      },
      predictiveValueBuffer: { between: [0, 100] },
      scalingRuleName: { length: [2, 64] },
      scalingRuleType: {
        oneOf: ['SimpleScalingRule', 'TargetTrackingScalingRule', 'StepScalingRule', 'PredictiveScalingRule'],
      },
    },
    'alicloud:ess/scheduledTask:ScheduledTask': {
      // Nothing is left alone by a number here: what shall not change is left out.
      desiredCapacity: { between: [0, 2000] },
      launchExpirationTime: { between: [0, 1800] },
      maxValue: { between: [0, 2000] },
      minValue: { between: [0, 2000] },
      recurrenceEndTime: { form: /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/ },
      recurrenceType: { oneOf: ['Daily', 'Weekly', 'Monthly', 'Cron'] },
      scheduledTaskName: { length: [2, 40] },
    },
    'alicloud:ess/serverGroupAttachment:ServerGroupAttachment': {
      port: PORT,
      type: { oneOf: ['ALB', 'NLB', 'GWLB'] },
      weight: { between: [0, 100] },
    },
    'alicloud:kvstore/instance:Instance': {
      engineVersion: { oneOf: ['2.8', '4.0', '5.0', '6.0', '7.0'] },
      instanceType: { oneOf: ['Redis', 'Memcache'] },
      password: { length: [8, 32] },
      paymentType: { oneOf: ['PrePaid', 'PostPaid'] },
      vpcAuthMode: { oneOf: ['Open', 'Close'] },
    },
    'alicloud:nlb/listener:Listener': {
      idleTimeout: { between: [1, 900] },
      listenerPort: PORT,
      listenerProtocol: { oneOf: ['TCP', 'UDP', 'TCPSSL'] },
      securityPolicyId: { form: /^tls_cipher_policy_1_(0|1|2|2_strict|2_strict_with_1_3)$/ },
    },
    'alicloud:nlb/loadBalancer:LoadBalancer': {
      addressIpVersion: { oneOf: ['Ipv4', 'DualStack'] },
      addressType: { oneOf: ['Internet', 'Intranet'] },
      loadBalancerName: { form: /^[A-Za-z][A-Za-z0-9._-]{1,127}$/ },
    },
    'alicloud:nlb/serverGroup:ServerGroup': {
      connectionDrainTimeout: { between: [10, 900] },
      'healthCheck.healthCheckConnectTimeout': { between: [1, 300] },
      'healthCheck.healthCheckInterval': { between: [1, 50] },
      'healthCheck.healthyThreshold': { between: [2, 10] },
      'healthCheck.unhealthyThreshold': { between: [2, 10] },
      protocol: { oneOf: ['TCP', 'UDP', 'TCPSSL', 'TCP_UDP'] },
      scheduler: { oneOf: ['Wrr', 'Rr', 'Qch', 'Tch', 'Sch', 'Wlc'] },
      serverGroupName: { form: /^[A-Za-z][A-Za-z0-9._-]{1,127}$/ },
    },
    'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': {
      addressType: { oneOf: ['internet', 'intranet'] },
      internetChargeType: { oneOf: ['PayByBandwidth', 'PayByTraffic'] },
      loadBalancerName: { length: [1, 80] },
    },
    'alicloud:slb/listener:Listener': {
      establishedTimeout: { between: [10, 900] },
      frontendPort: PORT,
      healthCheckInterval: { between: [1, 50] },
      healthCheckTimeout: { between: [1, 300] },
      healthyThreshold: { between: [1, 10] },
      protocol: { oneOf: ['http', 'https', 'tcp', 'udp'] },
      scheduler: { oneOf: ['wrr', 'rr', 'wlc', 'sch', 'tch', 'qch'] },
      unhealthyThreshold: { between: [1, 10] },
    },
    'alicloud:vpc/natGateway:NatGateway': {
      internetChargeType: { oneOf: ['PayByLcu'] },
      natType: { oneOf: ['Enhanced'] },
      networkType: { oneOf: ['internet', 'intranet'] },
    },
  },
};
