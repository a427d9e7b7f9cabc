import { alone, ref, resource, type Cases, type Scene } from '../support/case.ts';
import { ASG, asg, ESS, ess, LOCAL, local } from './scaling-groups.ts';

const VPC = 'aws:ec2/vpc:Vpc';
const NETWORK = 'alicloud:vpc/network:Network';

export const vpc = (cidrBlock: string) => resource(VPC, { cidrBlock });
export const network = (cidrBlock: string) => resource(NETWORK, { cidrBlock });
export const subnet = (zone: string, cidrBlock = '10.90.0.0/24', of = 'vpc') =>
  resource('aws:ec2/subnet:Subnet', { vpcId: ref(of), availabilityZone: zone, cidrBlock });
export const vswitch = (zone: string, cidrBlock = '10.91.0.0/24', of = 'vpc') =>
  resource('alicloud:vpc/switch:Switch', { vpcId: ref(of), zoneId: zone, cidrBlock });

let networks = 0;
/** A range of its own for each, lest any two overlap. */
const range = (): string => `10.${(networks += 1)}.0.0/16`;

const awsGroup = (zones: string[], more: Record<string, unknown> = {}, size = 24): Scene => ({
  vpc: vpc(range()),
  ...Object.fromEntries(
    zones.map((zone, at) => [`subnet${at}`, subnet(zone, `10.${networks}.${at}.0/${size}`)]),
  ),
  it: resource(ASG, asg({ vpcZoneIdentifiers: zones.map((_, at) => ref(`subnet${at}`)), ...more })),
});
const aliGroup = (zones: string[], more: Record<string, unknown> = {}, size = 24): Scene => ({
  vpc: network(range()),
  ...Object.fromEntries(
    zones.map((zone, at) => [`subnet${at}`, vswitch(zone, `10.${networks}.${at}.0/${size}`)]),
  ),
  it: resource(ESS, ess({ vswitchIds: zones.map((_, at) => ref(`subnet${at}`)), ...more })),
});
const neighbour = (scene: Scene, type: string, inputs: Record<string, unknown>): Scene => ({
  ...scene,
  neighbour: resource(type, inputs),
});

export const networkCases: Cases = {
  'network/two-zones': {
    aws: {
      violating: [
        awsGroup(['eu-west-1a', 'eu-west-1a']),
        awsGroup(['eu-west-1a']),
        ...alone(ASG, asg({ vpcZoneIdentifiers: ['subnet-1'] })),
      ],
      conforming: [
        awsGroup(['eu-west-1a', 'eu-west-1b']),
        ...alone(ASG, asg({ vpcZoneIdentifiers: ['subnet-1', 'subnet-2'] })),
      ],
    },
    alicloud: {
      violating: [aliGroup(['cn-beijing-k', 'cn-beijing-k']), aliGroup(['cn-beijing-k'])],
      conforming: [aliGroup(['cn-beijing-k', 'cn-beijing-l'])],
    },
    local: {
      violating: alone(LOCAL, local({}, ['local-a'])),
      conforming: alone(LOCAL, local({}, ['local-a', 'local-b'])),
    },
  },
  'network/subnets-hold-max': {
    aws: {
      // A /28 has 16 addresses, of which AWS keeps five.
      violating: [awsGroup(['eu-west-1a', 'eu-west-1b'], { maxSize: 23 }, 28)],
      conforming: [awsGroup(['eu-west-1a', 'eu-west-1b'], { maxSize: 22 }, 28)],
    },
    alicloud: {
      violating: [aliGroup(['cn-beijing-k', 'cn-beijing-l'], { maxSize: 25 }, 28)],
      conforming: [
        aliGroup(['cn-beijing-k', 'cn-beijing-l'], { maxSize: 24 }, 28),
        neighbour(
          aliGroup(['cn-beijing-k', 'cn-beijing-l'], { maxSize: 12 }, 28),
          ESS,
          ess({ maxSize: 12, vswitchIds: [ref('subnet0'), ref('subnet1')] }),
        ),
      ],
    },
  },
  'network/private-range': {
    aws: { violating: alone(VPC, { cidrBlock: '8.8.0.0/16' }), conforming: [{ it: vpc('172.20.0.0/16') }] },
    alicloud: {
      violating: alone(NETWORK, { cidrBlock: '100.64.0.0/16' }),
      conforming: [{ it: network('172.21.0.0/16') }],
    },
  },
  'network/subnets-within': {
    aws: {
      violating: [{ vpc: vpc('172.22.0.0/16'), it: subnet('eu-west-1a', '172.29.0.0/24') }],
      conforming: [{ vpc: vpc('172.23.0.0/16'), it: subnet('eu-west-1a', '172.23.1.0/24') }],
    },
    alicloud: {
      violating: [{ vpc: network('172.24.0.0/16'), it: vswitch('cn-beijing-k', '172.29.0.0/24') }],
      conforming: [{ vpc: network('172.25.0.0/16'), it: vswitch('cn-beijing-k', '172.25.1.0/24') }],
    },
  },
  'network/no-overlap': {
    aws: {
      violating: [{ another: vpc('192.168.0.0/17'), it: vpc('192.168.64.0/18') }],
      conforming: [{ another: vpc('192.168.128.0/18'), it: vpc('192.168.192.0/19') }],
    },
    alicloud: {
      violating: [{ another: network('172.26.0.0/16'), it: network('172.26.0.0/16') }],
      conforming: [{ another: network('172.27.0.0/16'), it: network('172.28.0.0/16') }],
    },
  },
  'network/default-group-closed': {
    aws: {
      violating: alone('aws:ec2/defaultSecurityGroup:DefaultSecurityGroup', {
        ingress: [{ protocol: '-1', fromPort: 0, toPort: 0, self: true }],
      }),
      conforming: alone('aws:ec2/defaultSecurityGroup:DefaultSecurityGroup', { vpcId: 'vpc-1' }),
    },
  },
};
