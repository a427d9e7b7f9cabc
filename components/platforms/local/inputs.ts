import type { Input } from '@pulumi/pulumi';
import type {
  BucketInputs,
  CdnInputs,
  LoadBalancerInputs,
  NetworkInputs,
  RedisInputs,
  ReleaseInputs,
  SampleUpstreamInputs,
  ScalingGroupInputs,
  WorkloadSettings,
} from '../../../providers/local/resources.ts';
import type {
  BucketNode,
  CdnNode,
  GroupNode,
  LoadBalancerNode,
  NetworkNode,
  RedisNode,
} from '../../../topology/plan/plan.ts';
import type { Inputs } from '../../inputs.ts';
import { WORKLOAD_PORT, targetPort } from '../../ports.ts';

/** Packages of the sample upstream: enough for a real dependency graph, few enough to be synced in seconds. */
const SAMPLE_PACKAGES = 30;
const SAMPLE_SEED = 1;

/** The release that instances follow. */
const RELEASE_CHANNEL = 'services';

export function networkInputs(node: NetworkNode): NetworkInputs {
  return {
    region: node.region,
    zones: node.subnets.map((subnet) => subnet.zone),
    ...(node.cidr !== undefined && { cidr: node.cidr }),
  };
}

export function bucketInputs(node: BucketNode, network: Input<string>): Inputs<BucketInputs> {
  return {
    region: node.region,
    name: node.name,
    network,
    access: node.access,
    forceDestroy: node.forceDestroy,
  };
}

export function redisInputs(node: RedisNode, network: Input<string>): Inputs<RedisInputs> {
  return { region: node.region, network, memoryMiB: Math.round(node.memoryGiB * 1024) };
}

export function loadBalancerInputs(
  node: LoadBalancerNode,
  network: Input<string>,
): Inputs<LoadBalancerInputs> {
  return {
    region: node.region,
    name: node.name,
    network,
    listeners: node.listeners.map(({ protocol, port }) => ({
      name: protocol,
      port,
      targetPort: targetPort(protocol),
    })),
    deny: node.deny,
    healthPath: node.health.path,
  };
}

export function cdnInputs(
  node: CdnNode,
  region: string,
  network: Input<string>,
  origins: Input<string>[],
): Inputs<CdnInputs> {
  return { region, name: node.name, network, port: node.port, origins };
}

export function sampleUpstreamInputs(region: string, network: Input<string>): Inputs<SampleUpstreamInputs> {
  return { region, network, packages: SAMPLE_PACKAGES, seed: SAMPLE_SEED };
}

export function releaseInputs(
  bucket: BucketNode,
  endpoint: Input<string>,
  root: string,
): Inputs<ReleaseInputs> {
  return { bucket: bucket.id, endpoint, channel: RELEASE_CHANNEL, root };
}

export function scalingGroupInputs(
  node: GroupNode,
  zones: string[],
  network: Input<string>,
  release: { bucket: string; epoch: Input<number> },
  settings: Inputs<WorkloadSettings>,
  codeHostTokens?: Input<string>,
): Inputs<ScalingGroupInputs> {
  const { owner, min, max, target } = node.capacity;
  return {
    region: node.region,
    name: node.name,
    network,
    zones,
    workload: node.workload,
    capacity: { owner, min, max, desired: target },
    loadBalancers: node.loadBalancers,
    port: WORKLOAD_PORT,
    drainSeconds: node.drainSeconds,
    release: { ...release, channel: RELEASE_CHANNEL },
    settings,
    ...(codeHostTokens !== undefined && { codeHostTokens }),
  };
}
