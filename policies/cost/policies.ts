import { isAppendOnly } from '../durability/policies.ts';
import type { Policy, Verdict } from '../policy.ts';
import { is } from '../stack.ts';
import { surely } from '../unknown.ts';
import { listed } from '../values.ts';

/** Days: longer than anybody looks back, shorter than for ever. */
const LOG_DAYS_MAX = 400;

export const cost: readonly Policy[] = [
  {
    id: 'cost/spot-has-base',
    severity: 'high',
    summary: 'A group of spot instances keeps some that are not.',
    why: 'The cloud takes spot instances back, all of a type within minutes; without others the service is gone.',
    remediation: 'Give onDemandBase 1 or more.',
    source: 'own; AWS FSBP AutoScaling.6 asks for several types in several zones',
    words: ['capacity.onDemandBase', 'spot'],
    judges: {
      'aws:autoscaling/group:Group': ({ mixedInstancesPolicy }) => {
        const { onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity } =
          mixedInstancesPolicy?.instancesDistribution ?? {};
        return noBase(onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity);
      },
      'alicloud:ess/scalingGroup:ScalingGroup': ({
        onDemandBaseCapacity,
        onDemandPercentageAboveBaseCapacity,
      }) => noBase(onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity),
    },
  },
  {
    id: 'cost/incomplete-uploads-end',
    severity: 'low',
    summary: 'What is left of interrupted uploads is thrown away.',
    why: 'Parts that nobody completes are paid for every month, and no list of objects shows them.',
    remediation: 'Add a lifecycle rule that aborts uploads after some days.',
    source: 'own; AWS FSBP S3.13 asks for a lifecycle of any kind',
    types: ['aws:s3/bucket:Bucket', 'alicloud:oss/bucket:Bucket'],
    judge: (bucket, stack) => {
      if (is('alicloud:oss/bucket:Bucket', bucket)) {
        const rules = listed(bucket.properties.lifecycleRules);
        return !rules.some((rule) => listed(rule.abortMultipartUploads).length > 0) && neverEnds;
      }
      const rules = stack
        .referring('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', 'bucket', bucket)
        .flatMap(({ properties }) => listed(properties.rules));
      return !rules.some(({ abortIncompleteMultipartUpload }) => abortIncompleteMultipartUpload) && neverEnds;
    },
  },
  {
    id: 'cost/old-versions-end',
    severity: 'low',
    summary: 'A bucket that keeps versions throws old ones away, unless it is there to keep them.',
    why: 'Everything that was ever overwritten is paid for, for ever.',
    remediation: 'Add a lifecycle rule that ends noncurrent versions after some days.',
    source: 'own; AWS Security Hub S3.10 asks for a lifecycle of any kind',
    types: ['aws:s3/bucket:Bucket'],
    judge: (bucket, stack) => {
      const isVersioned = stack
        .referring('aws:s3/bucketVersioning:BucketVersioning', 'bucket', bucket)
        .some(({ properties }) => surely(() => properties.versioningConfiguration.status === 'Enabled'));
      if (!isVersioned || isAppendOnly(bucket, stack)) return undefined;
      const rules = stack
        .referring('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', 'bucket', bucket)
        .flatMap(({ properties }) => listed(properties.rules));
      return (
        !rules.some(({ noncurrentVersionExpiration }) => noncurrentVersionExpiration) && 'keeps old versions'
      );
    },
  },
  {
    id: 'cost/logs-end',
    severity: 'low',
    summary: `Logs are kept for a set time, ${LOG_DAYS_MAX} days at most.`,
    why: 'A log without an end grows until somebody asks what it costs.',
    remediation: 'Set a retention in days.',
    source: 'own; AWS Security Hub CloudWatch.16 asks for a least time',
    judges: {
      'aws:cloudwatch/logGroup:LogGroup': ({ retentionInDays }) =>
        (retentionInDays ?? 0) === 0 ? 'is kept for ever' : tooLong(retentionInDays),
    },
  },
];

const neverEnds = 'keeps the parts of interrupted uploads';

/** @param above percent of on-demand instances above the base; absent: all, on both clouds */
function noBase(base: number | undefined, above: number | undefined): Verdict {
  return (above ?? 100) < 100 && (base ?? 0) === 0 && 'all of its instances may be spot instances';
}

const tooLong = (days: number | undefined): Verdict =>
  (days ?? 0) > LOG_DAYS_MAX && `is kept for ${days} days`;
