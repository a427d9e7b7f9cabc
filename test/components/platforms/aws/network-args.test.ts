import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeSubnet } from '../../../../topology/plan/edge-subnets.ts';
import {
  apiEndpointArgs,
  edgeAclArgs,
  s3EndpointArgs,
  subnetArgs,
} from '../../../../components/platforms/aws/network-args.ts';
import {
  balancerEgress,
  balancerIngress,
  instanceEgress,
  instanceIngress,
} from '../../../../components/platforms/aws/security-rules.ts';
import { contains, knownCidr, overlaps } from '../../../../topology/network/cidr.ts';
import { layOutSubnets } from '../../../../topology/plan/subnets.ts';
import { balancerOf, groupOf, planOf, regionOf } from '../../support/plans.ts';

const plan = planOf('staging');
const { network } = regionOf(plan, 'eu-central-1');
const serve = balancerOf(plan, 'eu-central-1/serve');
const git = balancerOf(plan, 'eu-central-1/git');

test("edge subnets lie in the network, beside each other and beside every zone's own", () => {
  const letters = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { minLength: 1 });
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 20 }), letters, (prefix, zones) => {
      const outer = `10.32.0.0/${prefix}`;
      const names = zones.map((letter) => `eu-central-1${letter}`);
      const edges = names.map((zone) => knownCidr(edgeSubnet(outer, zone)));
      const all = [...edges, ...layOutSubnets(outer, names).map(({ cidr }) => knownCidr(cidr))];
      for (const [index, one] of all.entries()) {
        expect(contains(knownCidr(outer), one)).toBe(true);
        for (const other of all.slice(index + 1)) expect(overlaps(one, other)).toBe(false);
      }
      for (const edge of edges) expect(edge.prefix).toBeLessThanOrEqual(28);
    }),
  );
});

test('no subnet gives out public addresses', () => {
  const [subnet] = network.subnets;
  if (!subnet) throw new Error('the example has zones');
  for (const role of ['instances', 'edge'] as const) {
    const args = subnetArgs(plan, network, subnet, role, 'vpc-1');
    expect(args).toMatchObject({ availabilityZone: 'eu-central-1a', mapPublicIpOnLaunch: false });
  }
});

test('buckets are reached through a gateway endpoint', () => {
  expect(s3EndpointArgs(plan, network, 'vpc-1', ['rtb-1'])).toMatchObject({
    vpcEndpointType: 'Gateway',
    serviceName: 'com.amazonaws.eu-central-1.s3',
    routeTableIds: ['rtb-1'],
  });
});

test('what a balancer denies is denied first, on its ports', () => {
  const denying = { ...git, deny: ['198.51.100.0/24'] };
  expect(edgeAclArgs(plan, network, [serve, denying], 'vpc-1', []).ingress).toEqual([
    expect.objectContaining({
      ruleNo: 1,
      action: 'deny',
      cidrBlock: '198.51.100.0/24',
      fromPort: 22,
      toPort: 443,
    }),
    expect.objectContaining({ ruleNo: 32_000, action: 'allow', cidrBlock: '0.0.0.0/0' }),
  ]);
});

test('a balancer for the CDN admits only its addresses, any other the world', () => {
  expect(balancerIngress(serve)).toEqual([{ key: 'http', port: 80, prefixListId: 'pl-a3a144ca' }]);
  expect(balancerIngress(git).map((rule) => rule.port)).toEqual([443, 22]);
});

test('instances admit the security groups of their balancers alone', () => {
  expect(instanceIngress([{ node: git, securityGroupId: 'sg-1' }])).toEqual([
    { key: 'git-8080', port: 8080, referencedSecurityGroupId: 'sg-1' },
    { key: 'git-2222', port: 2222, referencedSecurityGroupId: 'sg-1' },
  ]);
});

describe('what leaves', () => {
  const ground = { s3: 'pl-s3', network: '10.32.0.0/16', hasEgress: true };
  const reached = (group: string, has: Partial<typeof ground> = {}) =>
    instanceEgress(groupOf(plan, `eu-central-1/${group}`), { ...ground, ...has });

  test('a balancer speaks to instances alone, on the ports that they answer', () => {
    expect(balancerEgress(git, '10.32.0.0/16')).toEqual([
      { key: '8080', port: 8080, cidrIpv4: '10.32.0.0/16' },
      { key: '2222', port: 2222, cidrIpv4: '10.32.0.0/16' },
    ]);
  });

  test('the sync reaches the internet', () => {
    expect(reached('mirror-sync')).toEqual([
      { key: 's3', port: 443, prefixListId: 'pl-s3' },
      { key: 'redis', port: 6379, cidrIpv4: '10.32.0.0/16' },
      { key: 'services', port: 443, cidrIpv4: '0.0.0.0/0' },
      { key: 'http', port: 80, cidrIpv4: '0.0.0.0/0' },
    ]);
  });

  test('without a way out, the services answer within the network', () => {
    expect(reached('mirror-serve', { hasEgress: false })).toContainEqual({
      key: 'services',
      port: 443,
      cidrIpv4: '10.32.0.0/16',
    });
    expect(reached('mirror-serve').map(({ key }) => key)).not.toContain('http');
    expect(
      apiEndpointArgs(plan, network, 'ssm', { vpcId: 'v', subnetIds: ['s'], securityGroupId: 'g' }),
    ).toMatchObject({
      vpcEndpointType: 'Interface',
      serviceName: 'com.amazonaws.eu-central-1.ssm',
      privateDnsEnabled: true,
    });
  });
});
