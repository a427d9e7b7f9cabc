import { statementsOf } from '../documents.ts';
import type { Policy, Verdict } from '../policy.ts';
import { is, type Stack, type StackResource } from '../stack.ts';
import { surely } from '../unknown.ts';
import { listed } from '../values.ts';

export const durability: readonly Policy[] = [
  {
    id: 'durability/bucket-not-destroyed',
    severity: 'critical',
    summary: 'A bucket that holds something is never deleted with it.',
    why: 'One wrong removal, of a line in the file, takes every repository along.',
    remediation: 'Take forceDestroy out; empty a bucket by hand where it is to go.',
    source: 'own',
    words: ['forceDestroy'],
    judges: {
      'aws:s3/bucket:Bucket': ({ forceDestroy }) => destroyed(forceDestroy),
      'alicloud:oss/bucket:Bucket': ({ forceDestroy }) => destroyed(forceDestroy),
      'skerry:local:Bucket': ({ forceDestroy }) => destroyed(forceDestroy),
    },
  },
  {
    id: 'durability/bucket-protected',
    severity: 'high',
    summary: 'The engine refuses to delete a bucket of data.',
    why: 'A renamed bucket is a deleted one; the protection makes its removal a deed of its own.',
    remediation: 'Register it with protect; components do where the stage is production.',
    source: 'own',
    words: ['site:stage'],
    types: ['aws:s3/bucket:Bucket', 'alicloud:oss/bucket:Bucket'],
    // A log is thrown away after some time anyway.
    judge: (bucket, stack) => !bucket.isProtected && !isLog(bucket, stack) && 'is not protected',
  },
  {
    id: 'durability/create-if-absent',
    severity: 'critical',
    summary: 'Buckets of OSS keep no versions.',
    why:
      'With versions OSS takes "create only if absent" for any creation: two writers both win, and the order of git’s ' +
      'transactions and of releases is lost without an error.',
    remediation: 'Turn versioning off; copy the bucket into another one instead.',
    source: 'own; against infraguard oss-bucket-versioning-enabled, which asks for the opposite',
    judges: {
      'alicloud:oss/bucket:Bucket': ({ versioning }) => versioned(versioning?.status),
      'alicloud:oss/bucketVersioning:BucketVersioning': ({ status }) => versioned(status),
    },
  },
  {
    id: 'durability/copies-keep-all',
    severity: 'high',
    summary: 'What is deleted in a bucket stays in its copy.',
    why: 'A copy that follows deletions keeps a mistake for as long as the original does.',
    remediation: 'Copy what is put alone: no delete markers, action PUT.',
    source: 'own',
    words: ['backup'],
    judges: {
      'aws:s3/bucketReplicationConfig:BucketReplicationConfig': ({ rules }) =>
        listed(rules)
          .filter(({ deleteMarkerReplication }) => deleteMarkerReplication?.status === 'Enabled')
          .map(({ id }) => `rule ${id ?? ''} copies deletions, too`),
      'alicloud:oss/bucketReplication:BucketReplication': ({ action }) =>
        action !== 'PUT' && `copies ${action ?? 'ALL'}, deletions among it`,
    },
  },
  {
    id: 'durability/replicas-have-versions',
    severity: 'high',
    summary: 'Both ends of a replication on S3 keep versions.',
    why: 'S3 makes replicas of versions alone; the replication is refused in the middle of the update.',
    remediation: 'Turn versioning on for both buckets.',
    source: 'own, after S3’s requirements for replication; AWS Security Hub S3.14 asks it of every bucket',
    words: ['backup'],
    types: ['aws:s3/bucketReplicationConfig:BucketReplicationConfig'],
    judge: (replication, stack) => {
      const [source] = replication.sources('bucket');
      const target = replication.sources('rules').find((one) => is('aws:s3/bucket:Bucket', one));
      return [source, target]
        .filter((bucket) => bucket !== undefined && !hasVersions(bucket, stack))
        .map((bucket) => `${bucket?.name ?? ''} keeps no versions`);
    },
  },
  {
    id: 'durability/redis-second-zone',
    severity: 'high',
    summary: 'Redis has a replica in a second zone, which takes over by itself.',
    why: 'The queue and its leases are gone with the zone, and the mirror begins anew.',
    remediation: 'Give the region’s network a second zone.',
    source: 'AWS FSBP ElastiCache.3, of failover in any zone; infraguard redis-instance-multi-zone',
    words: ['region:network.zones'],
    judges: {
      'aws:elasticache/replicationGroup:ReplicationGroup': ({ automaticFailoverEnabled, multiAzEnabled }) =>
        !(automaticFailoverEnabled === true && multiAzEnabled === true) && 'has no replica in a second zone',
      'alicloud:kvstore/instance:Instance': ({ zoneId, secondaryZoneId }) =>
        (secondaryZoneId === undefined || secondaryZoneId === zoneId) && 'has no replica in a second zone',
    },
  },
  {
    id: 'durability/redis-evicts-nothing',
    severity: 'high',
    summary: 'A full Redis refuses writes rather than forget what it has.',
    why: 'It holds a queue, and a queue that forgets tasks loses packages without anybody knowing.',
    remediation: 'Set maxmemory-policy to noeviction.',
    source: 'own',
    judges: {
      'aws:elasticache/parameterGroup:ParameterGroup': ({ family, parameters }) => {
        const policy = listed(parameters).find(({ name }) => name === 'maxmemory-policy')?.value;
        return /^(redis|valkey)/.test(family) && policy !== 'noeviction' && evicts(policy);
      },
      'alicloud:kvstore/instance:Instance': ({ config }) => {
        const policy = config?.['maxmemory-policy'];
        return policy !== 'noeviction' && evicts(policy);
      },
    },
  },
  {
    id: 'durability/deletion-protection',
    severity: 'medium',
    summary: 'The cloud refuses to delete groups, gateways and databases.',
    why: 'A click in the console takes a region out; with the protection it takes two.',
    remediation: 'Turn deletion protection on; components do where the stage is production.',
    source: 'infraguard natgateway-delete-protection-enabled; own for the rest',
    words: ['site:stage'],
    judges: {
      'alicloud:ess/scalingGroup:ScalingGroup': ({ groupDeletionProtection }) =>
        groupDeletionProtection !== true && 'deletion protection is off',
      'alicloud:vpc/natGateway:NatGateway': ({ deletionProtection }) =>
        deletionProtection !== true && 'deletion protection is off',
      'alicloud:kvstore/instance:Instance': ({ instanceReleaseProtection }) =>
        instanceReleaseProtection !== true && 'release protection is off',
      'aws:elasticache/replicationGroup:ReplicationGroup': (_, { isProtected }) =>
        !isProtected && 'is not protected',
    },
  },
];

const destroyed = (forceDestroy: boolean | undefined): Verdict =>
  forceDestroy === true && 'is deleted with all that it holds';

const versioned = (status: string | undefined): Verdict => status === 'Enabled' && 'keeps versions';

const evicts = (policy: string | undefined): string =>
  `forgets by ${policy ?? 'the default'} what it has no room for`;

const isLog = (bucket: StackResource, stack: Stack): boolean =>
  stack.referring('alicloud:oss/bucket:Bucket', 'logging', bucket).length > 0;

const hasVersions = (bucket: StackResource, stack: Stack): boolean =>
  stack
    .referring('aws:s3/bucketVersioning:BucketVersioning', 'bucket', bucket)
    .some(({ properties }) => !surely(() => properties.versioningConfiguration.status !== 'Enabled'));

/** Whether nobody may delete what a bucket holds. */
export function isAppendOnly(bucket: StackResource, stack: Stack): boolean {
  return stack
    .referring('aws:s3/bucketPolicy:BucketPolicy', 'bucket', bucket)
    .some(
      ({ properties }) =>
        !surely(
          () =>
            !statementsOf(properties.policy).some(
              ({ effect, actions }) => effect === 'Deny' && actions.includes('s3:DeleteObjectVersion'),
            ),
        ),
    );
}
