import { allowing } from '../documents.ts';
import type { Policy } from '../policy.ts';
import { is } from '../stack.ts';
import { isWorld, listed, sure } from '../values.ts';
import { noRemoteAdministration, notOpenToTheWorld } from './security-groups.ts';

const BUCKETS = ['aws:s3/bucket:Bucket', 'alicloud:oss/bucket:Bucket'] as const;

export const exposure: readonly Policy[] = [
  notOpenToTheWorld,
  noRemoteAdministration,
  {
    id: 'exposure/bucket-blocks-public',
    severity: 'critical',
    summary: 'Each bucket refuses whatever would make it public.',
    why: 'One wrong list of rights, years later, and everybody reads every repository.',
    remediation: 'Put a public access block with all its switches on in front of the bucket.',
    source: 'AWS FSBP S3.8; own for Alibaba Cloud',
    types: [
      ...BUCKETS,
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      'alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock',
    ],
    judge: (resource, stack) => {
      if (is('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', resource)) {
        const { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets } =
          resource.properties;
        const switches = { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets };
        const off = Object.entries(switches).flatMap(([name, value]) => (value === true ? [] : [name]));
        return off.length > 0 && `${off.join(', ')} off`;
      }
      if (is('alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock', resource)) {
        return resource.properties.blockPublicAccess !== true && 'blockPublicAccess is off';
      }
      const blocks = is('aws:s3/bucket:Bucket', resource)
        ? stack.referring('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', 'bucket', resource)
        : stack.referring('alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock', 'bucket', resource);
      return blocks.length === 0 && 'has no public access block';
    },
  },
  {
    id: 'exposure/bucket-not-public',
    severity: 'critical',
    summary: 'No bucket is open to everybody, neither by its list of rights nor by its policy.',
    why: 'Whoever finds its name has its content, and may fill it where it can be written.',
    remediation: 'Keep buckets private; an edge in front of one signs its requests.',
    source:
      'AWS FSBP S3.2 and S3.3; infraguard oss-bucket-public-read-prohibited and oss-bucket-policy-no-any-anonymous',
    words: ['access'],
    judges: {
      'aws:s3/bucket:Bucket': ({ acl }) => publicAcl(acl),
      'alicloud:oss/bucket:Bucket': ({ acl }) => publicAcl(acl),
      'alicloud:oss/bucketAcl:BucketAcl': ({ acl }) => publicAcl(acl),
      'aws:s3/bucketPolicy:BucketPolicy': ({ policy }) => publicPolicy(policy),
      'alicloud:oss/bucketPolicy:BucketPolicy': ({ policy }) => publicPolicy(policy),
    },
  },
  {
    id: 'exposure/instances-without-address',
    severity: 'high',
    summary: 'Instances have no public address of their own.',
    why: 'An address of its own is a way around the load balancer and all that it denies.',
    remediation: 'Let what must reach out go by the network’s NAT gateway.',
    source: 'AWS FSBP EC2.15 and EC2.25; infraguard ess-scaling-configuration-enabled-internet-check',
    judges: {
      'aws:ec2/subnet:Subnet': ({ mapPublicIpOnLaunch }) =>
        mapPublicIpOnLaunch === true && 'gives each instance a public address',
      'aws:ec2/launchTemplate:LaunchTemplate': ({ networkInterfaces }) =>
        sure(networkInterfaces, ({ associatePublicIpAddress }) => String(associatePublicIpAddress) === 'true')
          .length > 0 && 'gives each instance a public address',
      'alicloud:ess/scalingConfiguration:ScalingConfiguration': ({ internetMaxBandwidthOut }) =>
        (internetMaxBandwidthOut ?? 0) > 0 &&
        `gives each instance a public address with ${internetMaxBandwidthOut} Mbit/s`,
    },
  },
  {
    id: 'exposure/redis-within-network',
    severity: 'critical',
    summary: 'Redis answers the region’s own network alone.',
    why: 'Whoever reaches it reads the queue and writes into it, and with it decides what the mirror serves.',
    remediation: 'Name the network’s range in place of everybody’s, and a subnet group of its own.',
    source:
      'AWS FSBP ElastiCache.7; own for Alibaba Cloud, where infraguard redis-public-and-any-ip-access-check looks for a ' +
      'public address alone',
    judges: {
      'aws:elasticache/replicationGroup:ReplicationGroup': ({ subnetGroupName }) =>
        (subnetGroupName === undefined || subnetGroupName === 'default') && 'lies in the default subnets',
      'alicloud:kvstore/instance:Instance': ({ securityIps }) => {
        const open = sure(securityIps, isWorld);
        return open.length > 0 && `lets ${open.join(', ')} in`;
      },
    },
  },
];

const publicAcl = (acl: string | undefined): string | undefined =>
  acl?.startsWith('public-') === true ? `its list of rights is ${acl}` : undefined;

function publicPolicy(policy: unknown): string | undefined {
  const open = allowing(policy).find(
    ({ principals, conditions }) => principals.includes('*') && conditions === undefined,
  );
  return open && `its policy lets everybody do ${listed(open.actions).join(', ')}`;
}
