import { again, fillIn, lookUp, named, type Identity, type PickIds } from './identity.ts';
import type { Properties } from './state.ts';

const TAGGED = 'aws:resourcegroupstaggingapi/getResources:getResources';
const STACK = { key: 'skerry:stack', values: ['{tags.skerry:stack}'] };
const NAME = { key: 'Name', values: ['{tags.Name}'] };

/** What an ARN says after service, region and account: `vpc/vpc-0a1b`. */
const resourceOf = (arn: string): string => arn.split(':').slice(5).join(':');

/** Of the answer's ARNs those that are of the resource; the provider's id is the whole, or its last segment. */
function arns(fits: (resource: string, inputs: Properties) => boolean, id: 'last' | 'whole'): PickIds {
  return (answer, inputs) =>
    (answer['resourceTagMappingLists'] as { resourceArn: string }[])
      .map(({ resourceArn }) => resourceArn)
      .filter((arn) => fits(resourceOf(arn), inputs))
      .map((arn) => (id === 'whole' ? arn : arn.slice(arn.lastIndexOf('/') + 1)));
}

const tagged = (
  service: string,
  kind: string,
  id: 'last' | 'whole' = 'last',
  more: Properties = {},
): Identity =>
  lookUp(
    TAGGED,
    { resourceTypeFilters: [service], tagFilters: [STACK, NAME], ...more },
    arns((resource) => resource.startsWith(`${kind}/`), id),
  );

/** What has a name of its own, which is part of its ARN. */
const namedArn = (service: string, form: string): Identity =>
  lookUp(
    TAGGED,
    { resourceTypeFilters: [service], tagFilters: [STACK] },
    arns((resource, inputs) => resource.startsWith(fillIn(form, inputs) ?? '-'), 'whole'),
  );

/**
 * As the provider's documentation says what it imports by, and AWS's API reference which calls write over what is there
 * (both read 2026-11-22). Ids that AWS makes up are looked up by tags: every call of the tagging API is one region's.
 */
export const awsIdentities: Readonly<Record<string, Identity>> = {
  'aws:autoscaling/group:Group': named('{name}'),
  'aws:autoscaling/lifecycleHook:LifecycleHook': again,
  'aws:autoscaling/notification:Notification': again,
  'aws:autoscaling/policy:Policy': again,
  'aws:autoscaling/schedule:Schedule': again,
  'aws:cloudfront/cachePolicy:CachePolicy': lookUp(
    'aws:cloudfront/getCachePolicy:getCachePolicy',
    { name: '{name}' },
    ({ id }) => [id as string],
    /no matching CloudFront Cache Policy/,
  ),
  // A service without regions; the tagging API knows it in this one.
  'aws:cloudfront/distribution:Distribution': tagged('cloudfront', 'distribution', 'last', {
    region: 'us-east-1',
  }),
  'aws:cloudfront/function:Function': named('{name}'),
  'aws:cloudfront/originAccessControl:OriginAccessControl': {
    kind: 'unfindable',
    look: 'aws cloudfront list-origin-access-controls: the name is {name}',
    remove: 'aws cloudfront delete-origin-access-control --id <id> --if-match <its ETag>',
  },
  'aws:cloudwatch/metricAlarm:MetricAlarm': again,
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': again,
  'aws:ec2/eip:Eip': tagged('ec2', 'elastic-ip'),
  'aws:ec2/internetGateway:InternetGateway': tagged('ec2', 'internet-gateway'),
  'aws:ec2/launchTemplate:LaunchTemplate': tagged('ec2', 'launch-template'),
  'aws:ec2/natGateway:NatGateway': tagged('ec2', 'natgateway'),
  'aws:ec2/networkAcl:NetworkAcl': tagged('ec2', 'network-acl'),
  'aws:ec2/route:Route': named('{routeTableId}_{destinationCidrBlock}'),
  'aws:ec2/routeTable:RouteTable': tagged('ec2', 'route-table'),
  // What it imports by fails where there is none: the table is asked for by what it is associated with.
  'aws:ec2/routeTableAssociation:RouteTableAssociation': lookUp(
    'aws:ec2/getRouteTables:getRouteTables',
    { filters: [{ name: 'association.subnet-id', values: ['{subnetId}'] }] },
    ({ ids }, inputs) => (ids as string[]).map((table) => `${String(inputs['subnetId'])}/${table}`),
  ),
  'aws:ec2/securityGroup:SecurityGroup': lookUp('aws:ec2/getSecurityGroups:getSecurityGroups', {
    filters: [
      { name: 'group-name', values: ['{name}'] },
      { name: 'vpc-id', values: ['{vpcId}'] },
    ],
  }),
  'aws:ec2/subnet:Subnet': tagged('ec2', 'subnet'),
  'aws:ec2/vpc:Vpc': tagged('ec2', 'vpc'),
  'aws:ec2/vpcEndpoint:VpcEndpoint': tagged('ec2', 'vpc-endpoint'),
  'aws:elasticache/parameterGroup:ParameterGroup': named('{name}'),
  'aws:elasticache/replicationGroup:ReplicationGroup': named('{replicationGroupId}'),
  'aws:elasticache/subnetGroup:SubnetGroup': named('{name}'),
  'aws:iam/instanceProfile:InstanceProfile': named('{name}'),
  'aws:iam/role:Role': named('{name}'),
  'aws:iam/rolePolicy:RolePolicy': again,
  'aws:lb/listener:Listener': tagged('elasticloadbalancing', 'listener', 'whole'),
  'aws:lb/loadBalancer:LoadBalancer': namedArn('elasticloadbalancing', 'loadbalancer/net/{name}/'),
  'aws:lb/targetGroup:TargetGroup': namedArn('elasticloadbalancing', 'targetgroup/{name}/'),
  'aws:route53/record:Record': named('{zoneId}_{name}_{type}'),
  // The stack has no other zone of its own.
  'aws:route53/zone:Zone': lookUp(
    TAGGED,
    { resourceTypeFilters: ['route53'], tagFilters: [STACK], region: 'us-east-1' },
    arns((resource) => resource.startsWith('hostedzone/'), 'last'),
  ),
  'aws:s3/bucket:Bucket': named('{bucket}'),
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': again,
  'aws:s3/bucketObjectv2:BucketObjectv2': again,
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': again,
  'aws:s3/bucketPolicy:BucketPolicy': again,
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': again,
  'aws:s3/bucketReplicationConfig:BucketReplicationConfig': again,
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': again,
  'aws:s3/bucketVersioning:BucketVersioning': again,
  'aws:sns/topic:Topic': again,
  'aws:sns/topicSubscription:TopicSubscription': again,
  'aws:ssm/parameter:Parameter': named('{name}'),
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': ruleOfGroup(),
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': ruleOfGroup(),
};

function ruleOfGroup(): Identity {
  return lookUp('aws:vpc/getSecurityGroupRules:getSecurityGroupRules', {
    filters: [{ name: 'group-id', values: ['{securityGroupId}'] }],
    tags: { Name: '{tags.Name}' },
  });
}
