import type { Unwrap } from '@pulumi/pulumi';
import type * as alicloud from './types/alicloud.ts';
import type * as aws from './types/aws.ts';
import type * as local from '../providers/local/resources.ts';

type AlicloudInputs = {
  'alicloud:cdn/domainNew:DomainNew': alicloud.DomainNewArgs;
  'alicloud:ecs/eipAddress:EipAddress': alicloud.EipAddressArgs;
  'alicloud:ecs/securityGroup:SecurityGroup': alicloud.SecurityGroupArgs;
  'alicloud:ecs/securityGroupRule:SecurityGroupRule': alicloud.SecurityGroupRuleArgs;
  'alicloud:ess/lifecycleHook:LifecycleHook': alicloud.LifecycleHookArgs;
  'alicloud:ess/scalingConfiguration:ScalingConfiguration': alicloud.ScalingConfigurationArgs;
  'alicloud:ess/scalingGroup:ScalingGroup': alicloud.ScalingGroupArgs;
  'alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups': alicloud.ScalingGroupVServerGroupsArgs;
  'alicloud:ess/scalingRule:ScalingRule': alicloud.ScalingRuleArgs;
  'alicloud:ess/scheduledTask:ScheduledTask': alicloud.ScheduledTaskArgs;
  'alicloud:ess/serverGroupAttachment:ServerGroupAttachment': alicloud.ServerGroupAttachmentArgs;
  'alicloud:kvstore/instance:Instance': alicloud.RedisArgs;
  'alicloud:nlb/listener:Listener': alicloud.NlbListenerArgs;
  'alicloud:nlb/loadBalancer:LoadBalancer': alicloud.NlbArgs;
  'alicloud:nlb/serverGroup:ServerGroup': alicloud.NlbServerGroupArgs;
  'alicloud:oos/secretParameter:SecretParameter': alicloud.SecretParameterArgs;
  'alicloud:oss/bucket:Bucket': alicloud.BucketArgs;
  'alicloud:oss/bucketAcl:BucketAcl': alicloud.BucketAclArgs;
  'alicloud:oss/bucketHttpsConfig:BucketHttpsConfig': alicloud.BucketHttpsConfigArgs;
  'alicloud:oss/bucketPolicy:BucketPolicy': alicloud.BucketPolicyArgs;
  'alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock': alicloud.BucketPublicAccessBlockArgs;
  'alicloud:oss/bucketReplication:BucketReplication': alicloud.BucketReplicationArgs;
  'alicloud:oss/bucketVersioning:BucketVersioning': alicloud.BucketVersioningArgs;
  'alicloud:ram/accessKey:AccessKey': alicloud.AccessKeyArgs;
  'alicloud:ram/policy:Policy': alicloud.RamPolicyArgs;
  'alicloud:ram/role:Role': alicloud.RamRoleArgs;
  'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': alicloud.ClbArgs;
  'alicloud:slb/listener:Listener': alicloud.ClbListenerArgs;
  'alicloud:vpc/natGateway:NatGateway': alicloud.NatGatewayArgs;
  'alicloud:vpc/network:Network': alicloud.NetworkArgs;
  'alicloud:vpc/switch:Switch': alicloud.SwitchArgs;
};

type AwsInputs = {
  'aws:autoscaling/group:Group': aws.GroupArgs;
  'aws:autoscaling/lifecycleHook:LifecycleHook': aws.LifecycleHookArgs;
  'aws:autoscaling/policy:Policy': aws.ScalingPolicyArgs;
  'aws:autoscaling/schedule:Schedule': aws.ScheduleArgs;
  'aws:cloudfront/distribution:Distribution': aws.DistributionArgs;
  'aws:cloudwatch/logGroup:LogGroup': aws.LogGroupArgs;
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': aws.DefaultSecurityGroupArgs;
  'aws:ec2/eip:Eip': aws.EipArgs;
  'aws:ec2/launchTemplate:LaunchTemplate': aws.LaunchTemplateArgs;
  'aws:ec2/natGateway:NatGateway': aws.NatGatewayArgs;
  'aws:ec2/securityGroup:SecurityGroup': aws.SecurityGroupArgs;
  'aws:ec2/subnet:Subnet': aws.SubnetArgs;
  'aws:ec2/vpc:Vpc': aws.VpcArgs;
  'aws:elasticache/parameterGroup:ParameterGroup': aws.ParameterGroupArgs;
  'aws:elasticache/replicationGroup:ReplicationGroup': aws.ReplicationGroupArgs;
  'aws:iam/accessKey:AccessKey': aws.AccessKeyArgs;
  'aws:iam/policy:Policy': aws.IamPolicyArgs;
  'aws:iam/role:Role': aws.RoleArgs;
  'aws:iam/rolePolicy:RolePolicy': aws.RolePolicyArgs;
  'aws:lb/listener:Listener': aws.ListenerArgs;
  'aws:lb/loadBalancer:LoadBalancer': aws.LoadBalancerArgs;
  'aws:lb/targetGroup:TargetGroup': aws.TargetGroupArgs;
  'aws:s3/bucket:Bucket': aws.BucketArgs;
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': aws.BucketLifecycleConfigurationArgs;
  'aws:s3/bucketPolicy:BucketPolicy': aws.BucketPolicyArgs;
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': aws.BucketPublicAccessBlockArgs;
  'aws:s3/bucketReplicationConfig:BucketReplicationConfig': aws.BucketReplicationConfigArgs;
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': aws.BucketServerSideEncryptionConfigurationArgs;
  'aws:s3/bucketVersioning:BucketVersioning': aws.BucketVersioningArgs;
  'aws:ssm/parameter:Parameter': aws.ParameterArgs;
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': aws.SecurityGroupIngressRuleArgs;
};

type LocalInputs = {
  'skerry:local:Bucket': local.BucketInputs;
  'skerry:local:LoadBalancer': local.LoadBalancerInputs;
  'skerry:local:Network': local.NetworkInputs;
  'skerry:local:ScalingGroup': local.ScalingGroupInputs;
};

/** Inputs by type of resource, as its SDK declares them: what a policy may ask of one. */
export type ResourceInputs = {
  [T in keyof AlicloudInputs]: Unwrap<AlicloudInputs[T]>;
} & { [T in keyof AwsInputs]: Unwrap<AwsInputs[T]> } & LocalInputs;

export type ResourceType = keyof ResourceInputs;
