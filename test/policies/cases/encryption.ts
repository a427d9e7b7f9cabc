import { alone, ref, resource, UNKNOWN, type Cases } from '../support/case.ts';

const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';
const CONFIGURATION = 'alicloud:ess/scalingConfiguration:ScalingConfiguration';
const SSE = 'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration';
const BUCKET = 'aws:s3/bucket:Bucket';
const OSS = 'alicloud:oss/bucket:Bucket';
const REDIS = 'aws:elasticache/replicationGroup:ReplicationGroup';
const TAIR = 'alicloud:kvstore/instance:Instance';
const EDGE = 'aws:cloudfront/distribution:Distribution';
const DOMAIN = 'alicloud:cdn/domainNew:DomainNew';
const HTTPS = 'alicloud:oss/bucketHttpsConfig:BucketHttpsConfig';

const disk = (encrypted: string) => ({
  blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { encrypted } }],
});
const disks = (systemDiskEncrypted: boolean, encrypted: boolean) => ({
  scalingGroupId: 'asg-1',
  systemDiskEncrypted,
  dataDisks: [{ encrypted }],
});
const onlyTls = (bool: string) =>
  JSON.stringify({
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { [bool]: 'false' } } }],
  });

const edge = (policy: string, version: string, protocols = ['TLSv1.2']) => ({
  enabled: true,
  defaultCacheBehavior: {
    allowedMethods: ['GET'],
    cachedMethods: ['GET'],
    targetOriginId: 'o',
    viewerProtocolPolicy: policy,
  },
  origins: [
    {
      originId: 'o',
      domainName: 'origin.example',
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: 'https-only',
        originSslProtocols: protocols,
      },
    },
  ],
  restrictions: { geoRestriction: { restrictionType: 'none' } },
  viewerCertificate: { acmCertificateArn: 'arn', minimumProtocolVersion: version },
});
const NEW = 'TLSv1.2_2021';

const listener = (sslPolicy?: string) => ({
  loadBalancerArn: 'arn',
  port: 443,
  protocol: 'TLS',
  defaultActions: [{ type: 'forward' }],
  ...(sslPolicy !== undefined && { sslPolicy }),
});
const nlbListener = (securityPolicyId: string) => ({
  loadBalancerId: 'nlb-1',
  serverGroupId: 'sgp-1',
  listenerPort: 443,
  listenerProtocol: 'TCPSSL',
  securityPolicyId,
});
const clbListener = (tlsCipherPolicy: string) => ({
  loadBalancerId: 'lb-1',
  frontendPort: 443,
  protocol: 'https',
  healthCheck: 'on',
  tlsCipherPolicy,
});
const domain = (status?: string) => ({
  domainName: 'mirrors.example',
  cdnType: 'web',
  sources: [{ type: 'domain', content: 'origin.example' }],
  ...(status !== undefined && { certificateConfig: { serverCertificateStatus: status } }),
});
const parameter = (type: string) => ({ name: '/skerry/it/secret', type, value: 'x' });

export const encryptionCases: Cases = {
  'encryption/disks': {
    aws: { violating: alone(TEMPLATE, disk('false')), conforming: alone(TEMPLATE, disk('true'), {}) },
    alicloud: {
      violating: alone(CONFIGURATION, disks(false, true), disks(true, false)),
      conforming: alone(CONFIGURATION, disks(true, true)),
    },
  },
  'encryption/buckets': {
    aws: {
      violating: alone(SSE, { bucket: 'b', rules: [{ bucketKeyEnabled: true }] }),
      conforming: alone(SSE, {
        bucket: 'b',
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
      }),
    },
    alicloud: {
      violating: alone(OSS, {}),
      conforming: alone(OSS, { serverSideEncryptionRule: { sseAlgorithm: 'AES256' } }),
    },
  },
  'encryption/buckets-by-tls': {
    aws: {
      violating: alone(BUCKET, {}),
      conforming: [onlyTls('aws:SecureTransport'), UNKNOWN].map((policy) => ({
        it: resource(BUCKET, {}),
        policy: resource('aws:s3/bucketPolicy:BucketPolicy', { bucket: ref('it'), policy }),
      })),
    },
    alicloud: {
      violating: [{ it: resource(OSS, {}), https: resource(HTTPS, { bucket: ref('it'), enable: false }) }],
      conforming: [{ it: resource(OSS, {}), https: resource(HTTPS, { bucket: ref('it'), enable: true }) }],
    },
  },
  'encryption/redis-at-rest': {
    aws: {
      violating: alone(REDIS, { description: 'it' }),
      conforming: alone(REDIS, { description: 'it', atRestEncryptionEnabled: true }),
    },
  },
  'encryption/redis-in-transit': {
    aws: {
      violating: alone(REDIS, { description: 'it', transitEncryptionEnabled: false }),
      conforming: alone(REDIS, { description: 'it', transitEncryptionEnabled: true }),
    },
  },
  'encryption/redis-password': {
    aws: {
      violating: alone(REDIS, { description: 'it' }),
      conforming: alone(REDIS, { description: 'it', authToken: UNKNOWN }),
    },
    alicloud: {
      violating: alone(TAIR, {}, { password: 'made-up-word1', vpcAuthMode: 'Close' }),
      conforming: alone(TAIR, { password: UNKNOWN, vpcAuthMode: 'Open' }),
    },
  },
  'encryption/new-tls': {
    aws: {
      violating: [
        ...alone('aws:lb/listener:Listener', listener(), listener('ELBSecurityPolicy-2016-08')),
        ...alone(EDGE, edge('redirect-to-https', 'TLSv1')),
      ],
      conforming: [
        ...alone('aws:lb/listener:Listener', listener('ELBSecurityPolicy-TLS13-1-2-2021-06')),
        ...alone(EDGE, edge('redirect-to-https', NEW)),
      ],
    },
    alicloud: {
      violating: [
        ...alone('alicloud:nlb/listener:Listener', nlbListener('tls_cipher_policy_1_0')),
        ...alone('alicloud:slb/listener:Listener', clbListener('tls_cipher_policy_1_1')),
        ...alone(HTTPS, { bucket: 'b', enable: true, tlsVersions: ['TLSv1.1', 'TLSv1.2'] }),
      ],
      conforming: [
        ...alone('alicloud:nlb/listener:Listener', nlbListener('tls_cipher_policy_1_2_strict')),
        ...alone('alicloud:slb/listener:Listener', clbListener('tls_cipher_policy_1_2')),
        ...alone(HTTPS, { bucket: 'b', enable: true, tlsVersions: ['TLSv1.2', 'TLSv1.3'] }),
      ],
    },
  },
  'encryption/edge-by-tls': {
    aws: {
      violating: alone(EDGE, edge('allow-all', NEW)),
      conforming: alone(EDGE, edge('redirect-to-https', NEW)),
    },
    alicloud: { violating: alone(DOMAIN, domain(), domain('off')), conforming: alone(DOMAIN, domain('on')) },
  },
  'encryption/origins-by-new-tls': {
    aws: {
      violating: alone(EDGE, edge('redirect-to-https', NEW, ['TLSv1', 'TLSv1.2'])),
      conforming: alone(EDGE, edge('redirect-to-https', NEW)),
    },
  },
  'encryption/parameters': {
    aws: {
      violating: alone('aws:ssm/parameter:Parameter', parameter('String')),
      conforming: alone('aws:ssm/parameter:Parameter', parameter('SecureString')),
    },
  },
};
