import type { Declared, TestStack } from './engine.ts';

/** Inputs that a test changes. */
export interface Wishes {
  desired?: number;
  mirrorsUrl?: string;
  deny?: string[];
  memoryMiB?: number;
  balancerPort?: number;
  forceDestroy?: boolean;
  owner?: 'iac' | 'autoscaler';
  /** One more balancer, and which of the two the group is behind. */
  secondBalancer?: { behind: 'serve' | 'second' };
}

/** One of each resource, wired as the local platform wires them. */
export async function wholeSite(stack: TestStack, wishes: Wishes = {}): Promise<Declared[]> {
  const { desired = 2, mirrorsUrl = 'http://mirrors', deny = [], memoryMiB = 64 } = wishes;
  const { balancerPort = 8080, forceDestroy = true, owner = 'iac', secondBalancer } = wishes;
  const region = 'local-1';
  const network = '${network.cidr}';
  const zones = ['local-1a', 'local-1b'];
  const balancer = (resource: string, name: string): Declared => ({
    name: resource,
    type: 'LoadBalancer',
    inputs: {
      region,
      name,
      network,
      listeners: [{ name: 'http', port: balancerPort, targetPort: 8080 }],
      deny,
      healthPath: '/healthz',
    },
  });
  return [
    { name: 'network', type: 'Network', inputs: { region, zones } },
    { name: 'redis', type: 'Redis', inputs: { region, network, memoryMiB } },
    {
      name: 'bucket',
      type: 'Bucket',
      inputs: { region, name: 'mirror', network, access: 'cdn', forceDestroy },
    },
    { name: 'upstream', type: 'SampleUpstream', inputs: { region, network, packages: 5, seed: 1 } },
    balancer('balancer', 'serve'),
    ...(secondBalancer ? [balancer('second', 'second')] : []),
    {
      name: 'mirrors',
      type: 'Cdn',
      inputs: {
        region,
        name: 'mirrors',
        network,
        port: 8080,
        origins: [`http://\${balancer.host}:${balancerPort}`],
      },
    },
    {
      name: 'files',
      type: 'Cdn',
      inputs: { region, name: 'files', network, port: 8080, origins: ['${bucket.endpoint}/skerry-mirror'] },
    },
    {
      name: 'release',
      type: 'Release',
      inputs: {
        bucket: 'local-1/mirror',
        endpoint: '${bucket.endpoint}',
        channel: 'services',
        root: await stack.releaseRoot(),
      },
    },
    {
      name: 'serve',
      type: 'ScalingGroup',
      inputs: {
        region,
        name: 'mirror-serve',
        network,
        zones,
        workload: 'mirror-serve',
        capacity: { owner, min: 0, max: 5, desired },
        loadBalancers: [`local-1/${secondBalancer?.behind ?? 'serve'}`],
        port: 8080,
        drainSeconds: 5,
        release: { bucket: 'local-1/mirror', channel: 'services', epoch: '${release.epoch}' },
        settings: { kind: 'mirror-serve', bucket: 'local-1/mirror', mirrorsUrl, filesUrl: 'http://files' },
      },
    },
  ];
}
