import { alone, UNKNOWN, type Cases } from '../support/case.ts';

const ASG = 'aws:autoscaling/group:Group';
const ESS = 'alicloud:ess/scalingGroup:ScalingGroup';
const LOCAL = 'skerry:local:ScalingGroup';

const local = (capacity: Record<string, unknown>) => ({
  region: 'local',
  name: 'it',
  network: '127.1.0.0/16',
  zones: ['local-a', 'local-b'],
  workload: 'mirror-serve',
  capacity: { owner: 'iac', desired: 2, ...capacity },
  loadBalancers: [],
  port: 8080,
  drainSeconds: 10,
  release: { bucket: 'local/mirror', channel: 'services', epoch: 1 },
  settings: { kind: 'mirror-serve', bucket: 'local/mirror', mirrorsUrl: 'http://a', filesUrl: 'http://b' },
});

export const capacityCases: Cases = {
  'capacity/bounds-in-order': {
    aws: {
      violating: alone(ASG, { minSize: 5, maxSize: 3 }),
      conforming: alone(ASG, { minSize: 3, maxSize: 3 }, { minSize: 5, maxSize: UNKNOWN }),
    },
    alicloud: {
      violating: alone(ESS, { minSize: 5, maxSize: 3 }),
      conforming: alone(ESS, { minSize: 3, maxSize: 3 }, { minSize: UNKNOWN, maxSize: 3 }),
    },
    local: {
      violating: alone(LOCAL, local({ min: 5, max: 3 })),
      conforming: alone(LOCAL, local({ min: 2, max: 3 })),
    },
  },
};
