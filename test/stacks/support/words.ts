import type { ResourceState } from '../../support/engine/project.ts';
import { type Graph, nameOf } from '../../support/engine/graph.ts';

export type Cloud = 'alicloud' | 'aws';

export const cloudOf = (type: string): Cloud | undefined =>
  /^(alicloud|aws):/.exec(type)?.[1] as Cloud | undefined;

/** A resource as a cloud knows it; components have no id. */
export const isReal = (one: ResourceState): boolean => one.id !== undefined;

/** What the clouds call what every site has. */
export const TYPES = {
  group: ['alicloud:ess/scalingGroup:ScalingGroup', 'aws:autoscaling/group:Group'],
  balancer: [
    'alicloud:nlb/loadBalancer:LoadBalancer',
    'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer',
    'aws:lb/loadBalancer:LoadBalancer',
  ],
  bucket: ['alicloud:oss/bucket:Bucket', 'aws:s3/bucket:Bucket'],
  redis: ['alicloud:kvstore/instance:Instance', 'aws:elasticache/replicationGroup:ReplicationGroup'],
  network: ['alicloud:vpc/network:Network', 'aws:ec2/vpc:Vpc'],
  subnet: ['alicloud:vpc/switch:Switch', 'aws:ec2/subnet:Subnet'],
} as const;

export const ofKind = (graph: Graph, kind: keyof typeof TYPES): ResourceState[] =>
  TYPES[kind].flatMap((type) => graph.ofType(type));

/** Buckets that hold what people need back: logs are not among them. */
export const dataBuckets = (graph: Graph): ResourceState[] =>
  ofKind(graph, 'bucket').filter((bucket) => !nameOf(bucket).endsWith('/buckets/log'));

/** Tags by key, in whichever form a type takes them. */
export function tagsOf(tags: unknown): Record<string, string> {
  if (!Array.isArray(tags)) return (tags ?? {}) as Record<string, string>;
  return Object.fromEntries((tags as { key: string; value: string }[]).map(({ key, value }) => [key, value]));
}

/** Every text within a value, at any depth. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
