/**
 * What replaces a resource of a type that the providers' own tables (see extract.ts) don't have yet, by input. From the
 * providers' documentation and source, read on 2026-11-22.
 */
export const REPLACED_BY: Readonly<Record<string, readonly string[]>> = {
  'alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule': [
    'contactGroups',
    'metricAlarmRuleId',
    'metricName',
    'namespace',
    'ruleName',
  ],
  'alicloud:message/serviceSubscription:ServiceSubscription': [
    'endpoint',
    'filterTag',
    'notifyContentFormat',
    'pushType',
    'subscriptionName',
    'topicName',
  ],
  'alicloud:message/serviceTopic:ServiceTopic': ['topicName', 'topicType'],
  'alicloud:oss/bucketOverwriteConfig:BucketOverwriteConfig': ['bucket'],
  'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': [
    'address',
    'addressIpVersion',
    'addressType',
    'masterZoneId',
    'slaveZoneId',
    'vswitchId',
  ],
  'alicloud:vpc/natGateway:NatGateway': ['natType', 'networkType', 'vpcId', 'vswitchId'],
  'alicloud:vpc/snatEntry:SnatEntry': ['snatTableId', 'sourceCidr', 'sourceVswitchId'],
  'aws:cloudfront/cachePolicy:CachePolicy': [],
  'aws:cloudfront/function:Function': ['name'],
  'aws:cloudfront/originAccessControl:OriginAccessControl': [],
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': ['bucket', 'expectedBucketOwner'],
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': ['bucket'],
  'aws:s3/bucketObjectv2:BucketObjectv2': ['bucket', 'key'],
  'aws:s3/bucketReplicationConfig:BucketReplicationConfig': ['bucket'],
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': [
    'bucket',
    'expectedBucketOwner',
  ],
  'aws:s3/bucketVersioning:BucketVersioning': ['bucket', 'expectedBucketOwner'],
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': ['securityGroupId'],
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': ['securityGroupId'],
};

/** Lists that may grow in place, but not shrink. From the provider's source, read on 2026-11-22. */
export const REPLACED_BY_REMOVAL: Readonly<Record<string, readonly string[]>> = {
  'aws:lb/loadBalancer:LoadBalancer': ['subnets'],
};

/** Inputs that provider 1.240.0 does not have yet, of types of which its own table says nothing. */
export const NEWER_INPUTS: Readonly<Record<string, readonly string[]>> = {
  'alicloud:message/serviceTopic:ServiceTopic': ['enableLogging', 'tags', 'topicType'],
};

/** What provider 1.240.0 replaced a resource for, and newer ones change in place. From its source, read on 2026-11-22. */
export const IN_PLACE: Readonly<Record<string, readonly string[]>> = {
  'alicloud:nlb/serverGroup:ServerGroup': ['healthCheck'],
};
