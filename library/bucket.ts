import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import { below } from '../topology/diagnostics/pointer.ts';
import { building } from './building.ts';
import type { CloudRegion } from './region.ts';
import type { Bucket as BucketWords } from './words.ts';

export interface BucketArgs extends Pick<BucketWords, 'appendOnly' | 'forceDestroy'> {
  /** Where it lies. */
  region: CloudRegion;
}

/**
 * Object storage: private, encrypted, over TLS alone, rid of interrupted uploads after three days. On Alibaba Cloud
 * never versioned and with a log of accesses, in a bucket that the region's buckets share.
 */
export class Bucket extends ComponentResource {
  /** The bucket's name in its store, made from project, stack, region, name and a hash with the account. */
  readonly bucketName: Output<string>;

  /**
   * @param name letters, digits and hyphens; one of its own among the buckets of the region
   * @throws RefusedError with all that is wrong with the arguments
   */
  constructor(name: string, args: BucketArgs, options?: ComponentResourceOptions) {
    super('skerry:index:Bucket', name, {}, options);
    const { region, ...words } = args;
    const subject = `Bucket ${name}`;
    const at = below(region.regionPointer(), 'buckets', name);
    const { plan } = region.accept(
      subject,
      { buckets: { [name]: words } },
      { places: [{ pointer: at, label: '' }] },
      this,
    );
    const [node] = plan.regions.flatMap(({ buckets }) => buckets);
    if (!node) throw new Error(`the plan of ${name} has no bucket`);
    this.bucketName = building(subject, this, () => region.builder.bucket(node, this).bucketName);
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
