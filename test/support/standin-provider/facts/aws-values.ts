import { HOOK_WORDS, PORT, type ValueRules, type ValueTable } from './value-rules.ts';

const AWS_NOTIFICATIONS = ['LAUNCH', 'LAUNCH_ERROR', 'TERMINATE', 'TERMINATE_ERROR'].map(
  (event) => `autoscaling:EC2_INSTANCE_${event}`,
);
const AWS_HOOK: ValueRules = {
  defaultResult: { oneOf: HOOK_WORDS },
  heartbeatTimeout: { between: [30, 7200] },
  lifecycleTransition: {
    oneOf: ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'],
  },
};

export const AWS_VALUES: ValueTable = {
  date: '2026-11-22',
  source:
    "declarations of npm's @pulumi/aws 7.48.0; terraform-provider-aws, internal/service/autoscaling and elbv2; docs.aws.amazon.com/autoscaling/ec2/userguide (hooks, quotas), docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  rows: {
    'aws:autoscaling/group:Group': {
      ...Object.fromEntries(
        Object.entries(AWS_HOOK).map(([name, rule]) => [`initialLifecycleHooks.${name}`, rule]),
      ),
      healthCheckType: { oneOf: ['EC2', 'ELB'] },
      'instanceMaintenancePolicy.maxHealthyPercentage': { between: [-1, 200] },
      'instanceMaintenancePolicy.minHealthyPercentage': { between: [-1, 100] },
      'instanceRefresh.preferences.maxHealthyPercentage': { between: [100, 200] },
      'instanceRefresh.preferences.minHealthyPercentage': { between: [0, 100] },
      'instanceRefresh.preferences.checkpointPercentages': { between: [1, 100] },
      maxSize: { between: [0, Number.MAX_SAFE_INTEGER] },
      metricsGranularity: { oneOf: ['1Minute'] },
      minSize: { between: [0, Number.MAX_SAFE_INTEGER] },
      'mixedInstancesPolicy.instancesDistribution.onDemandBaseCapacity': {
        between: [0, Number.MAX_SAFE_INTEGER],
      },
      'mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity': { between: [0, 100] },
      suspendedProcesses: {
        oneOf: [
          'Launch',
          'Terminate',
          'HealthCheck',
          'ReplaceUnhealthy',
          'AZRebalance',
          'AlarmNotification',
          'ScheduledActions',
          'AddToLoadBalancer',
          'InstanceRefresh',
        ],
      },
      terminationPolicies: {
        oneOf: [
          'OldestInstance',
          'NewestInstance',
          'OldestLaunchConfiguration',
          'ClosestToNextInstanceHour',
          'OldestLaunchTemplate',
          'AllocationStrategy',
          'Default',
        ],
      },
      'warmPool.maxGroupPreparedCapacity': { between: [-1, Number.MAX_SAFE_INTEGER] },
      'warmPool.minSize': { between: [0, Number.MAX_SAFE_INTEGER] },
      'warmPool.poolState': { oneOf: ['Stopped', 'Running', 'Hibernated'] },
    },
    'aws:autoscaling/lifecycleHook:LifecycleHook': AWS_HOOK,
    'aws:autoscaling/notification:Notification': { notifications: { oneOf: AWS_NOTIFICATIONS } },
    'aws:autoscaling/policy:Policy': {
      adjustmentType: { oneOf: ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'] },
      metricAggregationType: { oneOf: ['Minimum', 'Maximum', 'Average'] },
      minAdjustmentMagnitude: { between: [1, Number.MAX_SAFE_INTEGER] },
      policyType: { oneOf: ['SimpleScaling', 'StepScaling', 'TargetTrackingScaling', 'PredictiveScaling'] },
      'predictiveScalingConfiguration.maxCapacityBuffer': { form: /^(\d{1,2}|100)$/ },
      'predictiveScalingConfiguration.mode': { oneOf: ['ForecastOnly', 'ForecastAndScale'] },
      'predictiveScalingConfiguration.schedulingBufferTime': {
        form: /^([0-9]{1,3}|[12][0-9]{3}|3[0-5][0-9]{2})$/,
      },
    },
    'aws:autoscaling/schedule:Schedule': {
      // -1 leaves a bound alone; left out it is taken for 0.
      desiredCapacity: { between: [-1, Number.MAX_SAFE_INTEGER] },
      maxSize: { between: [-1, Number.MAX_SAFE_INTEGER] },
      minSize: { between: [-1, Number.MAX_SAFE_INTEGER] },
    },
    'aws:cloudwatch/metricAlarm:MetricAlarm': {
      comparisonOperator: {
        oneOf: [
          'GreaterThanOrEqualToThreshold',
          'GreaterThanThreshold',
          'LessThanThreshold',
          'LessThanOrEqualToThreshold',
        ],
      },
      period: { oneOf: [10, 20, 30, 60, 120, 180, 240, 300, 600, 900, 1800, 3600] },
      statistic: { oneOf: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] },
      treatMissingData: { oneOf: ['missing', 'ignore', 'breaching', 'notBreaching'] },
    },
    'aws:ec2/launchTemplate:LaunchTemplate': {
      'metadataOptions.httpEndpoint': { oneOf: ['enabled', 'disabled'] },
      'metadataOptions.httpPutResponseHopLimit': { between: [1, 64] },
      'metadataOptions.httpTokens': { oneOf: ['optional', 'required'] },
    },
    'aws:elasticache/replicationGroup:ReplicationGroup': { authToken: { length: [16, 128] } },
    'aws:lb/listener:Listener': { port: PORT, protocol: { oneOf: ['TCP', 'TLS', 'UDP', 'TCP_UDP'] } },
    'aws:lb/loadBalancer:LoadBalancer': { name: { form: /^(?!internal-)[A-Za-z0-9][A-Za-z0-9-]{0,31}$/ } },
    'aws:lb/targetGroup:TargetGroup': {
      deregistrationDelay: { between: [0, 3600] },
      'healthCheck.healthyThreshold': { between: [2, 10] },
      'healthCheck.interval': { between: [5, 300] },
      'healthCheck.timeout': { between: [2, 120] },
      'healthCheck.unhealthyThreshold': { between: [2, 10] },
      name: { form: /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/ },
      port: PORT,
    },
  },
};
