import { statementsOf } from '../documents.ts';
import type { Policy } from '../policy.ts';
import { is, type Stack, type StackResource } from '../stack.ts';
import { surely } from '../unknown.ts';
import { isGiven, listed, sure } from '../values.ts';
import { tlsFromOneTwo } from './tls-versions.ts';

export const encryption: readonly Policy[] = [
  {
    id: 'encryption/disks',
    severity: 'high',
    summary: 'Disks of instances are encrypted.',
    why: 'A disk outlives its instance: in a snapshot, in a copy, with whoever gets the hardware next.',
    remediation: 'Turn encryption of each disk on.',
    source:
      'AWS FSBP EC2.181, and EC2.3 of volumes; infraguard ess-scaling-configuration-system-disk-encrypted and ' +
      'ess-scaling-configuration-data-disk-encrypted',
    judges: {
      'aws:ec2/launchTemplate:LaunchTemplate': ({ blockDeviceMappings }) =>
        sure(blockDeviceMappings, ({ ebs }) => ebs !== undefined && String(ebs.encrypted) !== 'true').map(
          ({ deviceName }) => `disk ${deviceName ?? ''} is not encrypted`,
        ),
      'alicloud:ess/scalingConfiguration:ScalingConfiguration': ({ systemDiskEncrypted, dataDisks }) => [
        ...(systemDiskEncrypted === true ? [] : ['the system disk is not encrypted']),
        ...sure(dataDisks, ({ encrypted }) => encrypted !== true).map(() => 'a data disk is not encrypted'),
      ],
    },
  },
  {
    id: 'encryption/buckets',
    severity: 'high',
    summary: 'Buckets encrypt what they hold.',
    why: 'What is put into a bucket without it lies on disks as it is, and stays so when encryption comes later.',
    remediation: 'Name an algorithm of server-side encryption.',
    source:
      'infraguard oss-bucket-server-side-encryption-enabled; own for AWS, where S3 does so by itself since January 2023',
    judges: {
      'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': ({ rules }) =>
        sure(rules, (rule) => rule.applyServerSideEncryptionByDefault === undefined).map(
          () => 'a rule names no algorithm',
        ),
      'alicloud:oss/bucket:Bucket': ({ serverSideEncryptionRule }) =>
        serverSideEncryptionRule === undefined && 'has no server-side encryption',
    },
  },
  {
    id: 'encryption/buckets-by-tls',
    severity: 'high',
    summary: 'Buckets answer nobody who speaks in plain text.',
    why: 'Signatures and data of such a request can be read, and answers changed, by all that it passes.',
    remediation:
      'Deny requests without TLS in the bucket’s policy; on Alibaba Cloud turn HTTPS enforcement on.',
    source: 'AWS FSBP S3.5; infraguard oss-bucket-only-https-enabled',
    types: ['aws:s3/bucket:Bucket', 'alicloud:oss/bucket:Bucket'],
    judge: (bucket, stack) => !deniesPlainText(bucket, stack) && 'answers requests in plain text',
  },
  {
    id: 'encryption/redis-at-rest',
    severity: 'medium',
    summary: 'Redis encrypts what it writes to disk.',
    why: 'Its snapshots and its log hold the whole queue.',
    remediation: 'Turn encryption at rest on: it can’t be turned on later.',
    source: 'AWS FSBP ElastiCache.4',
    judges: {
      'aws:elasticache/replicationGroup:ReplicationGroup': ({ atRestEncryptionEnabled }) =>
        atRestEncryptionEnabled !== true && 'does not encrypt at rest',
    },
  },
  {
    id: 'encryption/redis-in-transit',
    severity: 'high',
    summary: 'Redis speaks TLS.',
    why: 'Without it the password passes the network as it is, with each connection.',
    remediation: 'Turn encryption in transit on.',
    source: 'AWS FSBP ElastiCache.5',
    judges: {
      'aws:elasticache/replicationGroup:ReplicationGroup': ({ transitEncryptionEnabled }) =>
        transitEncryptionEnabled !== true && 'does not encrypt in transit',
    },
  },
  {
    id: 'encryption/redis-password',
    severity: 'high',
    summary: 'Redis asks for a password.',
    why: 'Else everything in the network may read the queue and write into it.',
    remediation: 'Give Redis a password, from a secret.',
    source: 'AWS FSBP ElastiCache.6, of Redis before 6.0; infraguard redis-instance-open-auth-mode',
    words: ['password'],
    judges: {
      'aws:elasticache/replicationGroup:ReplicationGroup': (inputs) =>
        !isGiven(inputs, 'authToken') && !isGiven(inputs, 'userGroupIds') && 'asks nobody for a password',
      'alicloud:kvstore/instance:Instance': (inputs) =>
        (!isGiven(inputs, 'password') || inputs.vpcAuthMode === 'Close') && 'asks nobody for a password',
    },
  },
  tlsFromOneTwo,
  {
    id: 'encryption/edge-by-tls',
    severity: 'high',
    summary: 'Edges send clients to HTTPS.',
    why: 'Packages that come in plain text can be changed on their way by whoever carries them.',
    remediation: 'Give the domain a certificate, and let the edge redirect.',
    source: 'AWS FSBP CloudFront.3; own for Alibaba Cloud',
    words: ['site:domain.certificate', 'site:domain.certificates', 'site:domain'],
    judges: {
      'aws:cloudfront/distribution:Distribution': ({ defaultCacheBehavior, orderedCacheBehaviors }) =>
        sure(
          [defaultCacheBehavior, ...listed(orderedCacheBehaviors)],
          ({ viewerProtocolPolicy }) => viewerProtocolPolicy === 'allow-all',
        ).length > 0 && 'answers in plain text as well',
      'alicloud:cdn/domainNew:DomainNew': ({ certificateConfig }) =>
        certificateConfig?.serverCertificateStatus !== 'on' && 'has no certificate',
    },
  },
  {
    id: 'encryption/origins-by-new-tls',
    severity: 'medium',
    summary: 'An edge fetches by TLS 1.2 or newer.',
    why: 'Older versions are broken; what comes by them may come from anybody.',
    remediation: 'Name TLSv1.2 as the only protocol of the origin.',
    source: 'own; AWS FSBP CloudFront.10 refuses SSLv3 alone',
    judges: {
      'aws:cloudfront/distribution:Distribution': ({ origins }) =>
        sure(origins, ({ customOriginConfig }) =>
          listed(customOriginConfig?.originSslProtocols).some((version) => version !== 'TLSv1.2'),
        ).map(({ originId }) => `fetches from ${originId} by an old version of TLS`),
    },
  },
  {
    id: 'encryption/parameters',
    severity: 'high',
    summary: 'What instances read as a secret is kept as one.',
    why: 'A plain parameter shows in the console and to whoever may list them.',
    remediation: 'Make the parameter a SecureString.',
    source: 'own; AWS offers the type for it',
    judges: {
      'aws:ssm/parameter:Parameter': ({ type, name }) =>
        type !== 'SecureString' && (name ?? '').startsWith('/skerry/') && `is a ${type}`,
    },
  },
];

function deniesPlainText(bucket: StackResource, stack: Stack): boolean {
  const policies = is('aws:s3/bucket:Bucket', bucket)
    ? stack.referring('aws:s3/bucketPolicy:BucketPolicy', 'bucket', bucket)
    : stack.referring('alicloud:oss/bucketPolicy:BucketPolicy', 'bucket', bucket);
  const configs = stack.referring('alicloud:oss/bucketHttpsConfig:BucketHttpsConfig', 'bucket', bucket);
  return (
    configs.some(({ properties }) => properties.enable === true) ||
    // What isn't known yet is judged in the update.
    policies.some(({ properties }) => !surely(() => !denies(properties.policy)))
  );
}

const denies = (policy: unknown): boolean =>
  statementsOf(policy).some(
    ({ effect, conditions }) =>
      effect === 'Deny' && /"(aws|acs):SecureTransport":\[?"false"/.test(JSON.stringify(conditions ?? {})),
  );
