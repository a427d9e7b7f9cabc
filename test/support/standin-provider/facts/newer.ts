/**
 * What replaces a resource of a type that the providers' own tables (see extract.ts) don't have yet, by input. From the
 * providers' documentation and source, read on 2026-11-22.
 */
export const REPLACED_BY: Readonly<Record<string, readonly string[]>> = {
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
