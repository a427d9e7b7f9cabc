import { Role } from '@pulumi/aws/iam/role.js';
import { RolePolicy } from '@pulumi/aws/iam/rolePolicy.js';
import { BucketReplicationConfig } from '@pulumi/aws/s3/bucketReplicationConfig.js';
import { type ComponentResource, all } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { siteTags } from '../../tags.ts';
import type { AwsBucket } from './bucket.ts';
import { type AwsContext, within } from './context.ts';
import { REPLICATION_TRUST, replicationArgs, replicationPolicy } from './replication-args.ts';

/** The copy of a bucket in another one; both keep versions before it begins. */
export function createReplication(
  context: AwsContext,
  nodes: { source: BucketNode; target: BucketNode },
  buckets: { source: AwsBucket; target: AwsBucket },
  parent: ComponentResource,
): void {
  const { plan } = context;
  const { source, target } = nodes;
  const options = within(context, parent);
  const tags = siteTags(plan, source.region);
  const name = cloudName(plan.stack, `${source.id}/backup`, 64);
  const role = new Role(source.id, { name, assumeRolePolicy: REPLICATION_TRUST, tags }, options);
  const policy = new RolePolicy(
    source.id,
    {
      name: 'replication',
      role: role.name,
      policy: all([buckets.source.arn, buckets.target.arn]).apply((arns) => replicationPolicy(...arns)),
    },
    options,
  );
  const ground = { source: buckets.source.bucketName, targetArn: buckets.target.arn, roleArn: role.arn };
  new BucketReplicationConfig(
    source.id,
    replicationArgs(target, ground),
    within(context, parent, {
      dependsOn: [policy, ...buckets.source.versioning, ...buckets.target.versioning],
    }),
  );
}
