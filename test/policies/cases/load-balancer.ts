import { alone, ref, resource, type Cases, type Scene } from '../support/case.ts';
import { network, subnet, vpc, vswitch } from './network.ts';
import { ASG, asg, ESS, ess } from './scaling-groups.ts';

const LB = 'aws:lb/loadBalancer:LoadBalancer';
const TARGETS = 'aws:lb/targetGroup:TargetGroup';
const NLB = 'alicloud:nlb/loadBalancer:LoadBalancer';
const SERVERS = 'alicloud:nlb/serverGroup:ServerGroup';
const CLB = 'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer';
const CLB_LISTENER = 'alicloud:slb/listener:Listener';

const lb = (more: Record<string, unknown> = {}) => ({
  loadBalancerType: 'network',
  subnets: ['subnet-1', 'subnet-2'],
  enableCrossZoneLoadBalancing: true,
  enableDeletionProtection: true,
  ...more,
});
const mapping = (zone: string, at: number) => ({ zoneId: zone, vswitchId: `vsw-${at}` });
const nlb = (more: Record<string, unknown> = {}) => ({
  vpcId: 'vpc-1',
  addressType: 'Internet',
  zoneMappings: ['cn-beijing-k', 'cn-beijing-l'].map(mapping),
  ...more,
});
const servers = (more: Record<string, unknown> = {}) => ({
  vpcId: 'vpc-1',
  serverGroupName: 'it',
  connectionDrainEnabled: true,
  healthCheck: { healthCheckEnabled: true },
  ...more,
});
const listener = (more: Record<string, unknown> = {}) => ({
  loadBalancerId: 'lb-1',
  frontendPort: 443,
  protocol: 'https',
  healthCheck: 'on',
  ...more,
});

const behind = (type: string): Scene => ({
  it: resource(ESS, ess({ healthCheckType: type })),
  attachment: resource('alicloud:ess/serverGroupAttachment:ServerGroupAttachment', {
    scalingGroupId: ref('it'),
    serverGroupId: 'sgp-1',
    type: 'NLB',
    port: 80,
    weight: 100,
    forceAttach: true,
  }),
});

const vserverGroups = (number: number) =>
  alone('alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups', {
    scalingGroupId: 'asg-1',
    vserverGroups: [
      {
        loadbalancerId: 'lb-1',
        vserverAttributes: Array.from({ length: number }, (_, at) => ({
          port: 80 + at,
          vserverGroupId: `rsp-${at}`,
          weight: 100,
        })),
      },
    ],
  });

const awsNetworks = (of: string): Scene => ({
  vpc: vpc('10.200.0.0/16'),
  other: vpc('10.201.0.0/16'),
  subnet: subnet('eu-west-1a', '10.200.0.0/24'),
  targets: resource(TARGETS, { vpcId: ref(of), port: 80, protocol: 'TCP' }),
  it: resource(
    ASG,
    asg({
      vpcZoneIdentifiers: [ref('subnet')],
      targetGroupArns: [ref('targets', 'arn')],
      healthCheckType: 'ELB',
    }),
  ),
});
const aliNetworks = (of: string): Scene => ({
  vpc: network('10.202.0.0/16'),
  other: network('10.203.0.0/16'),
  subnet: vswitch('cn-beijing-k', '10.202.0.0/24'),
  servers: resource(SERVERS, servers({ vpcId: ref(of) })),
  group: resource(ESS, ess({ vswitchIds: [ref('subnet')] })),
  it: resource('alicloud:ess/serverGroupAttachment:ServerGroupAttachment', {
    scalingGroupId: ref('group'),
    serverGroupId: ref('servers'),
    type: 'NLB',
    port: 80,
    weight: 100,
    forceAttach: true,
  }),
});

export const loadBalancerCases: Cases = {
  'lb/health-check-on': {
    aws: {
      violating: alone(TARGETS, { port: 80, protocol: 'TCP', healthCheck: { enabled: false } }),
      conforming: alone(TARGETS, { port: 80, protocol: 'TCP', healthCheck: { path: '/healthz' } }),
    },
    alicloud: {
      violating: [
        ...alone(SERVERS, servers({ healthCheck: { healthCheckEnabled: false } })),
        ...alone(CLB_LISTENER, listener({ healthCheck: 'off' })),
      ],
      conforming: [...alone(SERVERS, servers()), ...alone(CLB_LISTENER, listener())],
    },
  },
  'lb/group-asks-its-balancer': {
    aws: {
      violating: alone(ASG, asg({ targetGroupArns: ['arn:1'], healthCheckType: 'EC2' })),
      conforming: alone(
        ASG,
        asg({ targetGroupArns: ['arn:1'], healthCheckType: 'ELB' }),
        asg({ healthCheckType: 'EC2' }),
      ),
    },
    alicloud: {
      violating: [behind('ECS')],
      conforming: [behind('LOAD_BALANCER'), ...alone(ESS, ess({ healthCheckType: 'ECS' }))],
    },
  },
  'lb/cross-zone': {
    aws: {
      violating: alone(LB, lb({ enableCrossZoneLoadBalancing: false })),
      conforming: alone(LB, lb()),
    },
    alicloud: {
      violating: alone(NLB, nlb({ crossZoneEnabled: false })),
      conforming: alone(NLB, nlb({ crossZoneEnabled: true })),
    },
  },
  'lb/deletion-protection': {
    aws: {
      violating: alone(LB, lb({ enableDeletionProtection: false })),
      conforming: alone(LB, lb()),
    },
    alicloud: {
      violating: [...alone(NLB, nlb()), ...alone(CLB, { deleteProtection: 'off' })],
      conforming: [
        ...alone(NLB, nlb({ deletionProtectionEnabled: true })),
        ...alone(CLB, { deleteProtection: 'on' }),
      ],
    },
  },
  'lb/drains': {
    aws: {
      violating: alone(TARGETS, { port: 80, protocol: 'TCP', deregistrationDelay: 0 }),
      conforming: alone(TARGETS, { port: 80, protocol: 'TCP', deregistrationDelay: 30 }),
    },
    alicloud: {
      violating: alone(SERVERS, servers({ connectionDrainEnabled: false })),
      conforming: alone(SERVERS, servers()),
    },
  },
  'lb/two-zones': {
    aws: { violating: alone(LB, lb({ subnets: ['subnet-1'] })), conforming: alone(LB, lb()) },
    alicloud: {
      violating: [
        ...alone(NLB, nlb({ zoneMappings: ['cn-beijing-k', 'cn-beijing-k'].map(mapping) })),
        ...alone(CLB, { masterZoneId: 'cn-beijing-k' }),
      ],
      conforming: [
        ...alone(NLB, nlb()),
        ...alone(CLB, { masterZoneId: 'cn-beijing-k', slaveZoneId: 'cn-beijing-l' }),
      ],
    },
  },
  'lb/few-server-groups': {
    alicloud: { violating: vserverGroups(6), conforming: vserverGroups(5) },
  },
  'lb/same-network': {
    aws: { violating: [awsNetworks('other')], conforming: [awsNetworks('vpc')] },
    alicloud: { violating: [aliNetworks('other')], conforming: [aliNetworks('vpc')] },
  },
};
