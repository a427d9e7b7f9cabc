import { Bucket } from '@pulumi/aws/s3/bucket.js';
import { BucketLifecycleConfiguration } from '@pulumi/aws/s3/bucketLifecycleConfiguration.js';
import { BucketOwnershipControls } from '@pulumi/aws/s3/bucketOwnershipControls.js';
import { BucketPolicy } from '@pulumi/aws/s3/bucketPolicy.js';
import { BucketPublicAccessBlock } from '@pulumi/aws/s3/bucketPublicAccessBlock.js';
import { BucketServerSideEncryptionConfiguration } from '@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js';
import { BucketVersioning } from '@pulumi/aws/s3/bucketVersioning.js';
import { type ComponentResource, type Output, type Resource, all } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import type { BucketFacts } from '../../platform.ts';
import { dataOptions } from '../../stage.ts';
import { bucketArgs, bucketPolicy, isVersioned, lifecycleRules } from './bucket-args.ts';
import { type AwsContext, within } from './context.ts';

export interface AwsBucket extends BucketFacts {
  arn: Output<string>;
  /** What must be there before replicas hang on it. */
  versioning: Resource[];
  /** Lets the edges in, if any. To be called once, when they are known: a bucket has one policy. */
  admit(edges: Output<string>[]): void;
}

export function createBucket(context: AwsContext, node: BucketNode, parent: ComponentResource): AwsBucket {
  const { plan } = context;
  const options = within(context, parent);
  const bucket = new Bucket(
    node.id,
    bucketArgs(plan, node),
    within(context, parent, dataOptions(plan.stage)),
  );
  const block = new BucketPublicAccessBlock(
    node.id,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  new BucketOwnershipControls(
    node.id,
    { bucket: bucket.id, rule: { objectOwnership: 'BucketOwnerEnforced' } },
    options,
  );
  new BucketServerSideEncryptionConfiguration(
    node.id,
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    options,
  );
  new BucketLifecycleConfiguration(
    node.id,
    { bucket: bucket.id, rules: lifecycleRules(plan, node) },
    options,
  );
  const versioning = isVersioned(plan, node)
    ? [
        new BucketVersioning(
          node.id,
          { bucket: bucket.id, versioningConfiguration: { status: 'Enabled' } },
          options,
        ),
      ]
    : [];
  return {
    bucketName: bucket.bucket,
    arn: bucket.arn,
    versioning,
    origin: {
      kind: 'bucket',
      id: node.id,
      host: bucket.bucketRegionalDomainName,
      port: 443,
      protocol: 'https',
      path: '',
    },
    admit(edges) {
      const policy = all([bucket.arn, all(edges)]).apply(([arn, arns]) => bucketPolicy(node, arn, arns));
      // Policy and public access block of one bucket must not be changed at the same time.
      new BucketPolicy(
        node.id,
        { bucket: bucket.id, policy },
        within(context, parent, { dependsOn: [block] }),
      );
    },
  };
}
