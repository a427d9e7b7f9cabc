/** Groups of each platform with what a provider asks for, to which a case adds what it is about. */
type Inputs = Record<string, unknown>;

export const ASG = 'aws:autoscaling/group:Group';
export const ESS = 'alicloud:ess/scalingGroup:ScalingGroup';
export const LOCAL = 'skerry:local:ScalingGroup';

export const asg = (more: Inputs = {}): Inputs => ({ minSize: 2, maxSize: 4, ...more });
export const ess = (more: Inputs = {}): Inputs => ({ minSize: 2, maxSize: 4, ...more });

export const local = (capacity: Inputs, zones = ['local-a', 'local-b']): Inputs => ({
  region: 'local',
  name: 'it',
  network: '127.1.0.0/16',
  zones,
  workload: 'mirror-serve',
  capacity: { owner: 'iac', min: 2, max: 4, desired: 2, ...capacity },
  loadBalancers: [],
  port: 8080,
  drainSeconds: 10,
  release: { bucket: 'local/mirror', channel: 'services', epoch: 1 },
  settings: { kind: 'mirror-serve', bucket: 'local/mirror', mirrorsUrl: 'http://a', filesUrl: 'http://b' },
});
