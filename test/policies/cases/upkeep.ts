import { alone, ref, resource, type Cases, type Scene } from '../support/case.ts';
import { ASG, asg, ESS, ess } from './scaling-groups.ts';

const BUCKET = 'aws:s3/bucket:Bucket';
const OSS = 'alicloud:oss/bucket:Bucket';
const REPLICATION = 'aws:s3/bucketReplicationConfig:BucketReplicationConfig';
const OSS_REPLICATION = 'alicloud:oss/bucketReplication:BucketReplication';
const REDIS = 'aws:elasticache/replicationGroup:ReplicationGroup';
const TAIR = 'alicloud:kvstore/instance:Instance';
const PARAMETERS = 'aws:elasticache/parameterGroup:ParameterGroup';
const NAT = 'alicloud:vpc/natGateway:NatGateway';
const LOGS = 'aws:cloudwatch/logGroup:LogGroup';
const PROTECTED = { protect: true } as const;

const versions = (bucket: string) =>
  resource('aws:s3/bucketVersioning:BucketVersioning', {
    bucket: ref(bucket),
    versioningConfiguration: { status: 'Enabled' },
  });
const lifecycle = (rule: Record<string, unknown>) =>
  resource('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', {
    bucket: ref('it'),
    rules: [{ id: 'r', status: 'Enabled', ...rule }],
  });
const replication = (markers: string, target: unknown = 'arn') => ({
  bucket: ref('source'),
  role: 'arn',
  rules: [
    {
      id: 'r',
      status: 'Enabled',
      deleteMarkerReplication: { status: markers },
      destination: { bucket: target },
    },
  ],
});
const copied = (...versioned: string[]): Scene => ({
  source: resource(BUCKET, {}),
  target: resource(BUCKET, {}),
  ...Object.fromEntries(versioned.map((bucket) => [`versions${bucket}`, versions(bucket)])),
  it: resource(REPLICATION, replication('Disabled', ref('target', 'arn'))),
});
const ossCopy = (action: string) => ({
  bucket: 'b',
  action,
  destination: { bucket: 'c', location: 'oss-cn-beijing' },
});
const appendOnly = JSON.stringify({
  Statement: [{ Effect: 'Deny', Principal: '*', Action: ['s3:DeleteObjectVersion'], Resource: '*' }],
});

const mixed = (base: number, above: number) =>
  asg({
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandBaseCapacity: base, onDemandPercentageAboveBaseCapacity: above },
      launchTemplate: { launchTemplateSpecification: { launchTemplateId: 'lt-1' } },
    },
  });
const spot = (onDemandBaseCapacity: number, onDemandPercentageAboveBaseCapacity: number) =>
  ess({ multiAzPolicy: 'COST_OPTIMIZED', onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity });

const STACK = { 'skerry:stack': 's', 'skerry:region': 'r' };
const GROUP = { ...STACK, 'skerry:group': 'g', 'skerry:workload': 'git', 'skerry:capacity-owner': 'iac' };
const listed = (tags: Record<string, string>, propagateAtLaunch = true) =>
  Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch }));

export const upkeepCases: Cases = {
  'durability/bucket-not-destroyed': {
    aws: { violating: alone(BUCKET, { forceDestroy: true }), conforming: alone(BUCKET, {}) },
    alicloud: { violating: alone(OSS, { forceDestroy: true }), conforming: alone(OSS, {}) },
    local: {
      violating: alone('skerry:local:Bucket', local(true)),
      conforming: alone('skerry:local:Bucket', local(false)),
    },
  },
  'durability/bucket-protected': {
    aws: { violating: alone(BUCKET, {}), conforming: [{ it: resource(BUCKET, {}, PROTECTED) }] },
    alicloud: {
      violating: alone(OSS, {}),
      conforming: [
        { it: resource(OSS, {}, PROTECTED) },
        {
          it: resource(OSS, {}),
          logged: resource(OSS, { logging: { targetBucket: ref('it'), targetPrefix: 'l/' } }, PROTECTED),
        },
      ],
    },
  },
  'durability/create-if-absent': {
    alicloud: {
      violating: [
        ...alone(OSS, { versioning: { status: 'Enabled' } }),
        ...alone('alicloud:oss/bucketVersioning:BucketVersioning', { bucket: 'b', status: 'Enabled' }),
      ],
      conforming: alone(OSS, {}),
    },
  },
  'durability/copies-keep-all': {
    aws: {
      violating: [{ source: resource(BUCKET, {}), it: resource(REPLICATION, replication('Enabled')) }],
      conforming: [{ source: resource(BUCKET, {}), it: resource(REPLICATION, replication('Disabled')) }],
    },
    alicloud: {
      violating: alone(OSS_REPLICATION, ossCopy('ALL')),
      conforming: alone(OSS_REPLICATION, ossCopy('PUT')),
    },
  },
  'durability/replicas-have-versions': {
    aws: { violating: [copied('source'), copied('target')], conforming: [copied('source', 'target')] },
  },
  'durability/redis-second-zone': {
    aws: {
      violating: alone(REDIS, { description: 'it', automaticFailoverEnabled: true }),
      conforming: alone(REDIS, { description: 'it', automaticFailoverEnabled: true, multiAzEnabled: true }),
    },
    alicloud: {
      violating: alone(TAIR, { zoneId: 'cn-beijing-k' }),
      conforming: alone(TAIR, { zoneId: 'cn-beijing-k', secondaryZoneId: 'cn-beijing-l' }),
    },
  },
  'durability/redis-evicts-nothing': {
    aws: {
      violating: alone(PARAMETERS, { family: 'redis7' }),
      conforming: alone(PARAMETERS, {
        family: 'redis7',
        parameters: [{ name: 'maxmemory-policy', value: 'noeviction' }],
      }),
    },
    alicloud: {
      violating: alone(TAIR, {}, { config: { 'maxmemory-policy': 'allkeys-lru' } }),
      conforming: alone(TAIR, { config: { 'maxmemory-policy': 'noeviction' } }),
    },
  },
  'durability/deletion-protection': {
    aws: {
      violating: alone(REDIS, { description: 'it' }),
      conforming: [{ it: resource(REDIS, { description: 'it' }, PROTECTED) }],
    },
    alicloud: {
      violating: [...alone(ESS, ess()), ...alone(NAT, { vpcId: 'vpc-1' }), ...alone(TAIR, {})],
      conforming: [
        ...alone(ESS, ess({ groupDeletionProtection: true })),
        ...alone(NAT, { vpcId: 'vpc-1', deletionProtection: true }),
        ...alone(TAIR, { instanceReleaseProtection: true }),
      ],
    },
  },
  'cost/spot-has-base': {
    aws: { violating: alone(ASG, mixed(0, 0)), conforming: alone(ASG, mixed(1, 0), mixed(0, 100), asg()) },
    alicloud: { violating: alone(ESS, spot(0, 0)), conforming: alone(ESS, spot(1, 0), spot(0, 100), ess()) },
  },
  'cost/incomplete-uploads-end': {
    aws: {
      violating: alone(BUCKET, {}),
      conforming: [
        {
          it: resource(BUCKET, {}),
          lifecycle: lifecycle({ abortIncompleteMultipartUpload: { daysAfterInitiation: 3 } }),
        },
      ],
    },
    alicloud: {
      violating: alone(OSS, { lifecycleRules: [{ enabled: true, expirations: [{ days: 3 }] }] }),
      conforming: alone(OSS, { lifecycleRules: [{ enabled: true, abortMultipartUploads: [{ days: 3 }] }] }),
    },
  },
  'cost/old-versions-end': {
    aws: {
      violating: [{ it: resource(BUCKET, {}), versions: versions('it') }],
      conforming: [
        {
          it: resource(BUCKET, {}),
          versions: versions('it'),
          lifecycle: lifecycle({ noncurrentVersionExpiration: { noncurrentDays: 30 } }),
        },
        {
          it: resource(BUCKET, {}),
          versions: versions('it'),
          policy: resource('aws:s3/bucketPolicy:BucketPolicy', { bucket: ref('it'), policy: appendOnly }),
        },
        ...alone(BUCKET, {}),
      ],
    },
  },
  'cost/logs-end': {
    aws: {
      violating: alone(LOGS, {}, { retentionInDays: 3653 }),
      conforming: alone(LOGS, { retentionInDays: 90 }),
    },
  },
  'tagging/stack-and-region': {
    aws: { violating: alone(BUCKET, { tags: { team: 'x' } }), conforming: alone(BUCKET, { tags: STACK }) },
    alicloud: { violating: alone(OSS, {}), conforming: alone(OSS, { tags: STACK }) },
  },
  'tagging/group-and-owner': {
    aws: {
      violating: alone(ASG, asg({ tags: listed(STACK) })),
      conforming: alone(ASG, asg({ tags: listed(GROUP) })),
    },
    alicloud: { violating: alone(ESS, ess({ tags: STACK })), conforming: alone(ESS, ess({ tags: GROUP })) },
  },
  'tagging/instances-inherit': {
    aws: {
      violating: alone(ASG, asg({ tags: listed(GROUP, false) })),
      conforming: alone(ASG, asg({ tags: listed(GROUP) })),
    },
  },
};

function local(forceDestroy: boolean) {
  return { region: 'local', name: 'it', network: '127.1.0.0/16', access: 'private', forceDestroy };
}
