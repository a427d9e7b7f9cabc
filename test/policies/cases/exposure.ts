import { alone, ref, resource, UNKNOWN, type Cases, type Scene } from '../support/case.ts';

const SG = 'aws:ec2/securityGroup:SecurityGroup';
const INGRESS = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const ALI_SG = 'alicloud:ecs/securityGroup:SecurityGroup';
const ALI_RULE = 'alicloud:ecs/securityGroupRule:SecurityGroupRule';
const WORLD = '0.0.0.0/0';

const rule = (port: number, cidrIpv4: unknown) =>
  resource(INGRESS, {
    securityGroupId: ref('group'),
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    cidrIpv4,
  });
const aliRule = (port: number, cidrIp: unknown, policy = 'accept') =>
  resource(ALI_RULE, {
    securityGroupId: ref('group'),
    type: 'ingress',
    ipProtocol: 'tcp',
    portRange: `${port}/${port}`,
    cidrIp,
    policy,
  });
const inline = (port: number, cidrBlock: unknown) => ({
  ingress: [{ protocol: 'tcp', fromPort: port, toPort: port, cidrBlocks: [UNKNOWN, cidrBlock] }],
});

/** A rule of a group that a balancer stands behind. */
const ofBalancer = (it: Scene['it'], port: 'aws' | 'alicloud'): Scene => ({
  group: resource(port === 'aws' ? SG : ALI_SG, {}),
  it,
  balancer:
    port === 'aws'
      ? resource('aws:lb/loadBalancer:LoadBalancer', { securityGroups: [ref('group')] })
      : resource('alicloud:nlb/loadBalancer:LoadBalancer', {
          vpcId: 'vpc-1',
          addressType: 'Internet',
          zoneMappings: [],
          securityGroupIds: [ref('group')],
        }),
});
const ofInstances = (it: Scene['it'], type: string): Scene => ({ group: resource(type, {}), it });

const BUCKET = 'aws:s3/bucket:Bucket';
const OSS = 'alicloud:oss/bucket:Bucket';
const BLOCK = 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock';
const ALI_BLOCK = 'alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock';
const blocked = (more: Record<string, unknown> = {}) => ({
  bucket: ref('bucket'),
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
  ...more,
});

const document = (principal: unknown, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: '*', ...more }],
  });
const CONDITION = { Condition: { StringEquals: { 'AWS:SourceArn': 'arn' } } };

const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';
const SUBNET = 'aws:ec2/subnet:Subnet';
const CONFIGURATION = 'alicloud:ess/scalingConfiguration:ScalingConfiguration';
const REDIS = 'aws:elasticache/replicationGroup:ReplicationGroup';
const TAIR = 'alicloud:kvstore/instance:Instance';

export const exposureCases: Cases = {
  'exposure/balancers-alone': {
    aws: {
      violating: [
        ofInstances(rule(8080, WORLD), SG),
        ofInstances(rule(8080, '128.0.0.0/1'), SG),
        ...alone(SG, inline(443, WORLD)),
      ],
      conforming: [
        ofBalancer(rule(443, WORLD), 'aws'),
        ofInstances(rule(8080, '10.0.0.0/8'), SG),
        ofInstances(rule(8080, UNKNOWN), SG),
      ],
    },
    alicloud: {
      violating: [ofInstances(aliRule(8080, WORLD), ALI_SG)],
      conforming: [
        ofBalancer(aliRule(443, WORLD), 'alicloud'),
        ofInstances(aliRule(8080, '100.64.0.0/10'), ALI_SG),
        ofInstances(aliRule(8080, WORLD, 'drop'), ALI_SG),
      ],
    },
  },
  'exposure/no-remote-administration': {
    aws: {
      violating: [ofInstances(rule(22, WORLD), SG), ...alone(SG, inline(3389, WORLD))],
      conforming: [ofBalancer(rule(22, WORLD), 'aws'), ofInstances(rule(22, '10.0.0.0/8'), SG)],
    },
    alicloud: {
      violating: [ofInstances(aliRule(22, WORLD), ALI_SG)],
      conforming: [
        ofBalancer(aliRule(22, WORLD), 'alicloud'),
        ofInstances(aliRule(22, '10.0.0.0/8'), ALI_SG),
      ],
    },
  },
  'exposure/bucket-blocks-public': {
    aws: {
      violating: [
        ...alone(BUCKET, {}),
        { bucket: resource(BUCKET, {}), it: resource(BLOCK, blocked({ ignorePublicAcls: false })) },
      ],
      conforming: [{ bucket: resource(BUCKET, {}), it: resource(BLOCK, blocked()) }],
    },
    alicloud: {
      violating: [
        ...alone(OSS, {}),
        {
          bucket: resource(OSS, {}),
          it: resource(ALI_BLOCK, { bucket: ref('bucket'), blockPublicAccess: false }),
        },
      ],
      conforming: [
        {
          bucket: resource(OSS, {}),
          it: resource(ALI_BLOCK, { bucket: ref('bucket'), blockPublicAccess: true }),
        },
      ],
    },
  },
  'exposure/bucket-not-public': {
    aws: {
      violating: [
        ...alone(BUCKET, { acl: 'public-read' }),
        ...alone('aws:s3/bucketPolicy:BucketPolicy', { bucket: 'b', policy: document('*') }),
        ...alone('aws:s3/bucketPolicy:BucketPolicy', { bucket: 'b', policy: document({ AWS: ['*'] }) }),
      ],
      conforming: [
        ...alone(BUCKET, { acl: 'private' }),
        ...alone('aws:s3/bucketPolicy:BucketPolicy', { bucket: 'b', policy: document('*', CONDITION) }),
        ...alone('aws:s3/bucketPolicy:BucketPolicy', {
          bucket: 'b',
          policy: document({ Service: 'cloudfront.amazonaws.com' }),
        }),
      ],
    },
    alicloud: {
      violating: [
        ...alone(OSS, { acl: 'public-read-write' }),
        ...alone('alicloud:oss/bucketAcl:BucketAcl', { bucket: 'b', acl: 'public-read' }),
        ...alone('alicloud:oss/bucketPolicy:BucketPolicy', { bucket: 'b', policy: document(['*']) }),
      ],
      conforming: [
        ...alone('alicloud:oss/bucketAcl:BucketAcl', { bucket: 'b', acl: 'private' }),
        ...alone('alicloud:oss/bucketPolicy:BucketPolicy', {
          bucket: 'b',
          policy: document(['*'], { Effect: 'Deny' }),
        }),
      ],
    },
  },
  'exposure/instances-without-address': {
    aws: {
      violating: [
        ...alone(SUBNET, { vpcId: 'vpc-1', mapPublicIpOnLaunch: true }),
        ...alone(TEMPLATE, { networkInterfaces: [{ associatePublicIpAddress: 'true' }] }),
      ],
      conforming: [
        ...alone(SUBNET, { vpcId: 'vpc-1', mapPublicIpOnLaunch: false }),
        ...alone(TEMPLATE, { networkInterfaces: [{ associatePublicIpAddress: 'false' }] }),
      ],
    },
    alicloud: {
      violating: alone(CONFIGURATION, { scalingGroupId: 'asg-1', internetMaxBandwidthOut: 5 }),
      conforming: alone(CONFIGURATION, { scalingGroupId: 'asg-1', internetMaxBandwidthOut: 0 }),
    },
  },
  'exposure/redis-within-network': {
    aws: {
      violating: alone(REDIS, { description: 'it' }),
      conforming: alone(REDIS, { description: 'it', subnetGroupName: 'own' }),
    },
    alicloud: {
      violating: alone(TAIR, { securityIps: ['10.0.0.0/8', WORLD] }),
      conforming: alone(TAIR, { securityIps: ['10.0.0.0/8'] }),
    },
  },
};
