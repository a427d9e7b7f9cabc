import { type CustomResourceOptions, CustomResource, type Output } from '@pulumi/pulumi';
import { Token } from '../../../providers/local/resources.ts';
import type {
  BucketInputs,
  BucketOutputs,
  CdnInputs,
  CdnOutputs,
  LoadBalancerInputs,
  LoadBalancerOutputs,
  NetworkInputs,
  NetworkOutputs,
  RedisInputs,
  RedisOutputs,
  ReleaseInputs,
  ReleaseOutputs,
  SampleUpstreamInputs,
  SampleUpstreamOutputs,
  ScalingGroupInputs,
} from '../../../providers/local/resources.ts';
import type { Inputs } from '../../inputs.ts';

/** The engine finds the provider by this version, which Pulumi.yaml names beside the provider's folder. */
const PROVIDER_VERSION = '0.1.0';

/**
 * A resource of the local provider. The properties which only the provider knows are listed, because Pulumi makes an
 * output of exactly those that are named at construction.
 */
class LocalResource<I extends object> extends CustomResource {
  constructor(
    token: Token,
    name: string,
    inputs: Inputs<I>,
    produced: readonly string[],
    options: CustomResourceOptions,
  ) {
    const unknown = Object.fromEntries(produced.map((property) => [property, undefined]));
    super(token, name, Object.assign(unknown, inputs), { ...options, version: PROVIDER_VERSION });
  }
}

export class LocalNetwork extends LocalResource<NetworkInputs> {
  declare readonly cidr: Output<NetworkOutputs['cidr']>;
  constructor(name: string, inputs: Inputs<NetworkInputs>, options: CustomResourceOptions) {
    super(Token.Network, name, inputs, ['cidr'], options);
  }
}

export class LocalBucket extends LocalResource<BucketInputs> {
  declare readonly endpoint: Output<BucketOutputs['endpoint']>;
  declare readonly bucket: Output<BucketOutputs['bucket']>;
  constructor(name: string, inputs: Inputs<BucketInputs>, options: CustomResourceOptions) {
    super(Token.Bucket, name, inputs, ['endpoint', 'bucket'], options);
  }
}

export class LocalRedis extends LocalResource<RedisInputs> {
  declare readonly host: Output<RedisOutputs['host']>;
  declare readonly port: Output<RedisOutputs['port']>;
  constructor(name: string, inputs: Inputs<RedisInputs>, options: CustomResourceOptions) {
    super(Token.Redis, name, inputs, ['host', 'port'], options);
  }
}

export class LocalLoadBalancer extends LocalResource<LoadBalancerInputs> {
  declare readonly host: Output<LoadBalancerOutputs['host']>;
  constructor(name: string, inputs: Inputs<LoadBalancerInputs>, options: CustomResourceOptions) {
    super(Token.LoadBalancer, name, inputs, ['host'], options);
  }
}

export class LocalCdn extends LocalResource<CdnInputs> {
  declare readonly url: Output<CdnOutputs['url']>;
  constructor(name: string, inputs: Inputs<CdnInputs>, options: CustomResourceOptions) {
    super(Token.Cdn, name, inputs, ['url'], options);
  }
}

export class LocalSampleUpstream extends LocalResource<SampleUpstreamInputs> {
  declare readonly url: Output<SampleUpstreamOutputs['url']>;
  constructor(name: string, inputs: Inputs<SampleUpstreamInputs>, options: CustomResourceOptions) {
    super(Token.SampleUpstream, name, inputs, ['url'], options);
  }
}

export class LocalRelease extends LocalResource<ReleaseInputs> {
  declare readonly epoch: Output<ReleaseOutputs['epoch']>;
  constructor(name: string, inputs: Inputs<ReleaseInputs>, options: CustomResourceOptions) {
    super(Token.Release, name, inputs, ['epoch'], options);
  }
}

export class LocalScalingGroup extends LocalResource<ScalingGroupInputs> {
  constructor(name: string, inputs: Inputs<ScalingGroupInputs>, options: CustomResourceOptions) {
    super(Token.ScalingGroup, name, inputs, [], options);
  }
}
