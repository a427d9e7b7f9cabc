import type { Input } from '@pulumi/pulumi';
import type { BucketReplicationConfigArgs } from '@pulumi/aws/s3/bucketReplicationConfig.js';
import type { BucketNode } from '../../../topology/plan/plan.ts';

/** S3 takes the role with which it copies. */
export const REPLICATION_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 's3.amazonaws.com' } }],
});

/** Reads one bucket's versions and adds them to another; it may delete in neither. */
export function replicationPolicy(source: string, target: string): string {
  const allow = (actions: string[], resource: string) => ({
    Effect: 'Allow',
    Action: actions.map((action) => `s3:${action}`),
    Resource: resource,
  });
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      allow(['GetReplicationConfiguration', 'ListBucket'], source),
      allow(
        ['GetObjectVersionForReplication', 'GetObjectVersionAcl', 'GetObjectVersionTagging'],
        `${source}/*`,
      ),
      allow(['ReplicateObject', 'ReplicateTags'], `${target}/*`),
    ],
  });
}

/** Only what is put is copied: deleting in the source deletes nothing in the copy. */
export function replicationArgs(
  target: BucketNode,
  ground: { source: Input<string>; targetArn: Input<string>; roleArn: Input<string> },
): BucketReplicationConfigArgs {
  return {
    bucket: ground.source,
    role: ground.roleArn,
    rules: [
      {
        id: target.id,
        status: 'Enabled',
        // With a filter, even one that takes everything, deletions are the rule's to say.
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        destination: { bucket: ground.targetArn },
      },
    ],
  };
}
