import {
  contains,
  formatCidr,
  overlaps,
  parseCidr,
  PRIVATE,
  type Cidr,
} from '../../topology/network/cidr.ts';
import type { Policy, StackPolicy } from '../policy.ts';
import { is, type Stack } from '../stack.ts';
import { surely } from '../unknown.ts';
import { listed } from '../values.ts';
import { subnetsHoldMax } from './subnets-hold-max.ts';
import { twoZones } from './two-zones.ts';

export const network: readonly Policy[] = [
  twoZones,
  subnetsHoldMax,
  {
    id: 'network/private-range',
    severity: 'high',
    summary: 'Networks have addresses of the private ranges.',
    why: 'What lies at addresses that belong to others is out of reach from there, and 100.64.0.0/10 is the cloud’s own.',
    remediation: 'Take a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
    source: 'own; RFC 1918',
    words: ['cidr'],
    judges: {
      'aws:ec2/vpc:Vpc': ({ cidrBlock }) => notPrivate(cidrBlock),
      'alicloud:vpc/network:Network': ({ cidrBlock }) => notPrivate(cidrBlock),
    },
  },
  {
    id: 'network/subnets-within',
    severity: 'high',
    summary: 'The range of a subnet lies within that of its network.',
    why: 'The cloud refuses it in the middle of the update, when the network is there already.',
    remediation: 'Move the subnet into the network’s range.',
    source: 'own: neither provider compares the two',
    words: ['region:network.cidr'],
    types: ['aws:ec2/subnet:Subnet', 'alicloud:vpc/switch:Switch'],
    judge: (subnet) => {
      const [vpc] = subnet.sources('vpcId');
      const [inner, outer] = [cidrOf(subnet.properties['cidrBlock']), cidrOf(vpc?.properties['cidrBlock'])];
      if (!inner || !outer || contains(outer, inner)) return undefined;
      return `${formatCidr(inner)} does not lie within ${formatCidr(outer)}`;
    },
  },
  {
    id: 'network/no-overlap',
    severity: 'high',
    summary: 'Networks of a stack have no address in common.',
    why: 'Two that overlap can never be linked: a peering between them is refused, and moving one replaces all of it.',
    remediation: 'Give each region a range of its own.',
    source: 'own',
    words: ['cidr'],
    types: ['aws:ec2/vpc:Vpc', 'alicloud:vpc/network:Network'],
    judge: (vpc, stack) => {
      const range = cidrOf(vpc.properties['cidrBlock']);
      const other = range && before(networksOf(stack), vpc.urn).find((one) => shares(one.properties, range));
      return other && `${formatCidr(range)} overlaps the range of ${other.name}`;
    },
  } satisfies StackPolicy,
  {
    id: 'network/default-group-closed',
    severity: 'medium',
    summary: 'A network’s default security group lets nothing in or out.',
    why: 'Whatever names no group gets that one; open, it lets everything in that has been forgotten.',
    remediation: 'Take all rules out of the default group, and name a group wherever one is needed.',
    source: 'AWS FSBP EC2.2',
    judges: {
      'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': ({ ingress, egress }) => {
        const rules = listed(ingress).length + listed(egress).length;
        return rules > 0 && `the default security group has ${rules} rules`;
      },
    },
  },
];

function cidrOf(value: unknown): Cidr | undefined {
  if (typeof value !== 'string') return undefined;
  const cidr = parseCidr(value);
  return 'problem' in cidr ? undefined : cidr;
}

function notPrivate(cidrBlock: string | undefined): string | undefined {
  const cidr = cidrOf(cidrBlock);
  return cidr && !PRIVATE.some((range) => contains(range, cidr))
    ? `${formatCidr(cidr)} is no private range`
    : undefined;
}

const networksOf = (stack: Stack) =>
  stack.resources.filter((one) => is('aws:ec2/vpc:Vpc', one) || is('alicloud:vpc/network:Network', one));

/** Of two that overlap one is told, by their names: the engine knows no order. */
const before = <T extends { urn: string }>(all: readonly T[], urn: string): readonly T[] =>
  all.filter((one) => one.urn < urn);

const shares = (properties: Record<string, unknown>, range: Cidr): boolean =>
  surely(() => {
    const other = cidrOf(properties['cidrBlock']);
    return other !== undefined && overlaps(other, range);
  });
