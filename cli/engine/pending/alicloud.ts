import { again, lookUp, named, type Identity, type PickIds } from './identity.ts';
import type { Properties } from './state.ts';

/** A list of the cloud by the resource's own name. */
const byName = (token: string, name: string, more: Properties = {}): Identity =>
  lookUp(`alicloud:${token}`, { nameRegex: `{${name}}`, ...more });

const inGroup = { scalingGroupId: '{scalingGroupId}' };

/** Members of a list in the answer that are the resource's. */
const among =
  (list: string, isIt: (member: Properties, inputs: Properties) => boolean): PickIds =>
  (answer, inputs) =>
    (answer[list] as Properties[]).filter((member) => isIt(member, inputs)).map(({ id }) => id as string);

interface FunctionArg {
  argName: string;
  argValue: string;
}

/** The cloud adds arguments of its own to those that it was given. */
function hasArgs(config: Properties, inputs: Properties): boolean {
  const found = new Map(
    (config['functionArgs'] as FunctionArg[]).map(({ argName, argValue }) => [argName, argValue]),
  );
  return (inputs['functionArgs'] as FunctionArg[]).every(
    ({ argName, argValue }) => found.get(argName) === argValue,
  );
}

/**
 * As the provider's documentation says what it imports by and lists, and its code which calls write over what is there
 * (both read 2026-11-22). Every list is one region's.
 */
export const alicloudIdentities: Readonly<Record<string, Identity>> = {
  'alicloud:cdn/domainConfig:DomainConfig': lookUp(
    'alicloud:cdn/getDomainConfigs:getDomainConfigs',
    { domainName: '{domainName}', functionName: '{functionName}' },
    among('configs', hasArgs),
  ),
  'alicloud:cdn/domainNew:DomainNew': named('{domainName}'),
  'alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule': again,
  // It lists rules of every kind by their names.
  'alicloud:cms/alarm:Alarm': byName('cms/getGroupMetricRules:getGroupMetricRules', 'name'),
  'alicloud:cms/alarmContact:AlarmContact': named('{alarmContactName}'),
  'alicloud:cms/alarmContactGroup:AlarmContactGroup': again,
  'alicloud:cms/monitorGroup:MonitorGroup': byName(
    'cms/getMonitorGroups:getMonitorGroups',
    'monitorGroupName',
  ),
  'alicloud:cms/namespace:Namespace': named('{namespace}'),
  'alicloud:dns/alidnsDomain:AlidnsDomain': named('{domainName}'),
  'alicloud:dns/alidnsRecord:AlidnsRecord': lookUp('alicloud:dns/getAlidnsRecords:getAlidnsRecords', {
    domainName: '{domainName}',
    rrRegex: '{rr}',
    type: '{type}',
    valueRegex: '{value}',
  }),
  'alicloud:ecs/eipAddress:EipAddress': byName('ecs/getEipAddresses:getEipAddresses', 'addressName'),
  'alicloud:ecs/eipAssociation:EipAssociation': named('{allocationId}:{instanceId}'),
  'alicloud:ecs/securityGroup:SecurityGroup': byName(
    'ecs/getSecurityGroups:getSecurityGroups',
    'securityGroupName',
    { vpcId: '{vpcId}' },
  ),
  'alicloud:ecs/securityGroupRule:SecurityGroupRule': again,
  'alicloud:ess/alarm:Alarm': byName('ess/getAlarms:getAlarms', 'name', inGroup),
  'alicloud:ess/lifecycleHook:LifecycleHook': byName(
    'ess/getLifecycleHooks:getLifecycleHooks',
    'name',
    inGroup,
  ),
  'alicloud:ess/notification:Notification': named('{scalingGroupId}:{notificationArn}'),
  'alicloud:ess/scalingConfiguration:ScalingConfiguration': byName(
    'ess/getScalingConfigurations:getScalingConfigurations',
    'scalingConfigurationName',
    inGroup,
  ),
  'alicloud:ess/scalingGroup:ScalingGroup': byName(
    'ess/getScalingGroups:getScalingGroups',
    'scalingGroupName',
  ),
  'alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups': named('{scalingGroupId}'),
  'alicloud:ess/scalingRule:ScalingRule': byName(
    'ess/getScalingRules:getScalingRules',
    'scalingRuleName',
    inGroup,
  ),
  'alicloud:ess/scheduledTask:ScheduledTask': byName(
    'ess/getScheduledTasks:getScheduledTasks',
    'scheduledTaskName',
  ),
  'alicloud:ess/serverGroupAttachment:ServerGroupAttachment': named(
    '{scalingGroupId}:{serverGroupId}:{type}:{port}',
  ),
  'alicloud:ess/suspendProcess:SuspendProcess': named('{scalingGroupId}:{process}'),
  'alicloud:kvstore/instance:Instance': byName('kvstore/getInstances:getInstances', 'dbInstanceName'),
  'alicloud:message/serviceSubscription:ServiceSubscription': named('{topicName}:{subscriptionName}'),
  'alicloud:message/serviceTopic:ServiceTopic': named('{topicName}'),
  'alicloud:nlb/listener:Listener': lookUp(
    'alicloud:nlb/getListeners:getListeners',
    { loadBalancerIds: ['{loadBalancerId}'] },
    among('listeners', ({ listenerPort }, inputs) => listenerPort === inputs['listenerPort']),
  ),
  'alicloud:nlb/loadBalancer:LoadBalancer': byName(
    'nlb/getLoadBalancers:getLoadBalancers',
    'loadBalancerName',
  ),
  'alicloud:nlb/serverGroup:ServerGroup': byName('nlb/getServerGroups:getServerGroups', 'serverGroupName'),
  'alicloud:oos/secretParameter:SecretParameter': named('{secretParameterName}'),
  'alicloud:oss/bucket:Bucket': named('{bucket}'),
  'alicloud:oss/bucketAcl:BucketAcl': again,
  'alicloud:oss/bucketCname:BucketCname': named('{bucket}:{domain}'),
  'alicloud:oss/bucketCnameToken:BucketCnameToken': again,
  'alicloud:oss/bucketHttpsConfig:BucketHttpsConfig': again,
  'alicloud:oss/bucketObject:BucketObject': again,
  'alicloud:oss/bucketOverwriteConfig:BucketOverwriteConfig': again,
  'alicloud:oss/bucketPolicy:BucketPolicy': again,
  'alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock': again,
  // Its provider takes the rule that is there for the one that it was to make.
  'alicloud:oss/bucketReplication:BucketReplication': again,
  'alicloud:ram/accessKey:AccessKey': {
    kind: 'unfindable',
    look: 'aliyun ram ListAccessKeys --UserName {userName}; its secret was told once alone',
    remove: 'aliyun ram DeleteAccessKey --UserName {userName} --UserAccessKeyId <id>',
    isUseless: true,
  },
  'alicloud:ram/policy:Policy': named('{policyName}'),
  'alicloud:ram/role:Role': named('{roleName}'),
  'alicloud:ram/rolePolicyAttachment:RolePolicyAttachment': named(
    'role:{policyName}:{policyType}:{roleName}',
  ),
  'alicloud:ram/user:User': byName('ram/getUsers:getUsers', 'name'),
  'alicloud:ram/userPolicyAttachment:UserPolicyAttachment': named(
    'user:{policyName}:{policyType}:{userName}',
  ),
  'alicloud:slb/acl:Acl': byName('slb/getAcls:getAcls', 'name'),
  'alicloud:slb/aclEntryAttachment:AclEntryAttachment': named('{aclId}:{entry}'),
  'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': byName(
    'slb/getApplicationLoadBalancers:getApplicationLoadBalancers',
    'loadBalancerName',
  ),
  'alicloud:slb/listener:Listener': named('{loadBalancerId}:{protocol}:{frontendPort}'),
  'alicloud:slb/serverCertificate:ServerCertificate': byName(
    'slb/getServerCertificates:getServerCertificates',
    'name',
  ),
  'alicloud:slb/serverGroup:ServerGroup': byName('slb/getServerGroups:getServerGroups', 'name', {
    loadBalancerId: '{loadBalancerId}',
  }),
  'alicloud:vpc/natGateway:NatGateway': byName('vpc/getNatGateways:getNatGateways', 'natGatewayName'),
  'alicloud:vpc/network:Network': byName('vpc/getNetworks:getNetworks', 'vpcName'),
  'alicloud:vpc/snatEntry:SnatEntry': lookUp('alicloud:vpc/getSnatEntries:getSnatEntries', {
    snatTableId: '{snatTableId}',
    sourceVswitchId: '{sourceVswitchId}',
  }),
  'alicloud:vpc/switch:Switch': byName('vpc/getSwitches:getSwitches', 'vswitchName', { vpcId: '{vpcId}' }),
};
