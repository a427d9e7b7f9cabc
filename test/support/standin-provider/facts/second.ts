/**
 * What the clouds do where something is created that is there already, and by what they are asked for it. From the API
 * references of AWS and Alibaba Cloud and the providers' documentation of imports, read 2026-11-22; every type that is
 * not named here may be there any number of times, each with an id of its own.
 */
export interface SecondFact {
  /** Inputs that are one resource's alone: `{bucket}`. */
  key: string;
  /** Creating it once more writes over it, or gives it back; absent: it is refused. */
  writesOver?: true;
  /** Providers import it by its key, and not by its id. */
  importedByKey?: true;
}

const refused = (key: string): SecondFact => ({ key, importedByKey: true });
const unnamed = (key: string): SecondFact => ({ key });
const written = (key: string): SecondFact => ({ key, writesOver: true });

export const SECOND: Readonly<Record<string, SecondFact>> = {
  'alicloud:cdn/domainNew:DomainNew': refused('{domainName}'),
  'alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule': written('{metricAlarmRuleId}'),
  'alicloud:cms/alarmContactGroup:AlarmContactGroup': written('{alarmContactGroupName}'),
  'alicloud:cms/namespace:Namespace': refused('{namespace}'),
  'alicloud:ecs/eipAssociation:EipAssociation': refused('{allocationId}:{instanceId}'),
  'alicloud:ecs/securityGroupRule:SecurityGroupRule': written(
    '{securityGroupId}:{type}:{ipProtocol}:{portRange}:{cidrIp}:{sourceSecurityGroupId}:{policy}:{priority}',
  ),
  'alicloud:ess/lifecycleHook:LifecycleHook': unnamed('{scalingGroupId}:{name}'),
  'alicloud:ess/notification:Notification': refused('{scalingGroupId}:{notificationArn}'),
  'alicloud:ess/scalingGroup:ScalingGroup': unnamed('{scalingGroupName}'),
  'alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups': refused('{scalingGroupId}'),
  'alicloud:ess/scalingRule:ScalingRule': unnamed('{scalingGroupId}:{scalingRuleName}'),
  'alicloud:ess/serverGroupAttachment:ServerGroupAttachment': refused(
    '{scalingGroupId}:{serverGroupId}:{type}:{port}',
  ),
  'alicloud:message/serviceSubscription:ServiceSubscription': refused('{topicName}:{subscriptionName}'),
  'alicloud:message/serviceTopic:ServiceTopic': refused('{topicName}'),
  'alicloud:nlb/listener:Listener': unnamed('{loadBalancerId}:{listenerPort}'),
  'alicloud:oos/secretParameter:SecretParameter': refused('{secretParameterName}'),
  'alicloud:oss/bucket:Bucket': refused('{bucket}'),
  'alicloud:oss/bucketAcl:BucketAcl': written('{bucket}'),
  'alicloud:oss/bucketCname:BucketCname': refused('{bucket}:{domain}'),
  'alicloud:oss/bucketCnameToken:BucketCnameToken': written('{bucket}:{domain}'),
  'alicloud:oss/bucketHttpsConfig:BucketHttpsConfig': written('{bucket}'),
  'alicloud:oss/bucketObject:BucketObject': written('{bucket}:{key}'),
  'alicloud:oss/bucketOverwriteConfig:BucketOverwriteConfig': written('{bucket}'),
  'alicloud:oss/bucketPolicy:BucketPolicy': written('{bucket}'),
  'alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock': written('{bucket}'),
  'alicloud:oss/bucketReplication:BucketReplication': written('{bucket}:{destination.bucket}'),
  'alicloud:ram/policy:Policy': refused('{policyName}'),
  'alicloud:ram/role:Role': refused('{roleName}'),
  'alicloud:ram/rolePolicyAttachment:RolePolicyAttachment': refused(
    'role:{policyName}:{policyType}:{roleName}',
  ),
  'alicloud:slb/listener:Listener': refused('{loadBalancerId}:{protocol}:{frontendPort}'),
  'aws:autoscaling/group:Group': refused('{name}'),
  'aws:autoscaling/lifecycleHook:LifecycleHook': written('{autoscalingGroupName}/{name}'),
  'aws:autoscaling/notification:Notification': written('{topicArn}'),
  'aws:autoscaling/policy:Policy': written('{autoscalingGroupName}/{name}'),
  'aws:autoscaling/schedule:Schedule': written('{autoscalingGroupName}/{scheduledActionName}'),
  'aws:cloudfront/cachePolicy:CachePolicy': unnamed('{name}'),
  'aws:cloudfront/distribution:Distribution': unnamed('{aliases.0}'),
  'aws:cloudfront/function:Function': refused('{name}'),
  'aws:cloudfront/originAccessControl:OriginAccessControl': unnamed('{name}'),
  'aws:cloudwatch/metricAlarm:MetricAlarm': written('{name}'),
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': written('{vpcId}'),
  'aws:ec2/launchTemplate:LaunchTemplate': unnamed('{name}'),
  'aws:ec2/route:Route': refused('{routeTableId}_{destinationCidrBlock}'),
  'aws:ec2/routeTableAssociation:RouteTableAssociation': refused('{subnetId}/{routeTableId}'),
  'aws:ec2/securityGroup:SecurityGroup': unnamed('{vpcId}/{name}'),
  'aws:ec2/subnet:Subnet': unnamed('{vpcId}/{cidrBlock}'),
  'aws:elasticache/parameterGroup:ParameterGroup': refused('{name}'),
  'aws:elasticache/replicationGroup:ReplicationGroup': refused('{replicationGroupId}'),
  'aws:elasticache/subnetGroup:SubnetGroup': refused('{name}'),
  'aws:iam/instanceProfile:InstanceProfile': refused('{name}'),
  'aws:iam/role:Role': refused('{name}'),
  'aws:iam/rolePolicy:RolePolicy': written('{role}:{name}'),
  'aws:lb/listener:Listener': unnamed('{loadBalancerArn}:{port}'),
  'aws:lb/loadBalancer:LoadBalancer': unnamed('{name}'),
  'aws:lb/targetGroup:TargetGroup': unnamed('{name}'),
  'aws:route53/record:Record': refused('{zoneId}_{name}_{type}'),
  'aws:s3/bucket:Bucket': refused('{bucket}'),
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': written('{bucket}'),
  'aws:s3/bucketObjectv2:BucketObjectv2': written('{bucket}/{key}'),
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': written('{bucket}'),
  'aws:s3/bucketPolicy:BucketPolicy': written('{bucket}'),
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': written('{bucket}'),
  'aws:s3/bucketReplicationConfig:BucketReplicationConfig': written('{bucket}'),
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration':
    written('{bucket}'),
  'aws:s3/bucketVersioning:BucketVersioning': written('{bucket}'),
  'aws:sns/topic:Topic': written('{name}'),
  'aws:sns/topicSubscription:TopicSubscription': written('{topic}:{protocol}:{endpoint}'),
  'aws:ssm/parameter:Parameter': refused('{region}{name}'),
  // Rules that say the same are refused.
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': unnamed(
    '{securityGroupId}:{ipProtocol}:{fromPort}:{toPort}:{cidrIpv4}:{prefixListId}:{referencedSecurityGroupId}',
  ),
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': unnamed(
    '{securityGroupId}:{ipProtocol}:{fromPort}:{toPort}:{cidrIpv4}:{prefixListId}:{referencedSecurityGroupId}',
  ),
};

/** What a resource is by its inputs; `undefined`: any number of the like may be there. */
export function keyOf(type: string, inputs: Record<string, unknown>): string | undefined {
  return SECOND[type]?.key.replace(/\{([^}]+)\}/g, (_, path: string) => {
    let value: unknown = inputs;
    for (const part of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
    return value === undefined ? '' : JSON.stringify(value).replace(/^"|"$/g, '');
  });
}
