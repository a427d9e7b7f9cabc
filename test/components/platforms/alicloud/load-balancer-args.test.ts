import { describe, expect, test } from 'vitest';
import {
  clbArgs,
  clbCertificateArgs,
  clbListenerArgs,
} from '../../../../components/platforms/alicloud/clb-args.ts';
import { certificate } from '../../../../components/platforms/alicloud/certificate.ts';
import {
  nlbArgs,
  nlbListenerArgs,
  nlbServerGroupArgs,
} from '../../../../components/platforms/alicloud/nlb-args.ts';
import {
  balancerRules,
  instanceRules,
} from '../../../../components/platforms/alicloud/security-group-args.ts';
import type { Domain, LoadBalancerNode, Plan } from '../../../../topology/plan/plan.ts';
import { balancerOf, planOf, regionOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const { network } = regionOf(plan, 'cn-hangzhou');
const nlb = balancerOf(plan, 'cn-hangzhou/git');
const clb = balancerOf(plan, 'cn-hangzhou/serve');
const [https, ssh] = nlb.listeners;
const HEALTH = {
  path: '/ready',
  port: 9000,
  intervalSeconds: 7,
  timeoutSeconds: 4,
  healthy: 5,
  unhealthy: 6,
};

describe('a network balancer', () => {
  test('stands in every zone, guarded from its first moment', () => {
    const zones = [{ zoneId: 'cn-hangzhou-i', vswitchId: 'vsw-1' }];
    expect(nlbArgs(plan, nlb, 'vpc-1', zones, 'sg-1')).toMatchObject({
      zoneMappings: zones,
      securityGroupIds: ['sg-1'],
      addressType: 'Internet',
      deletionProtectionEnabled: true,
    });
  });

  test('ends TLS of https, and hands on ssh as it is', () => {
    const listeners = [https, ssh].map((listener) => {
      if (!listener) throw new Error('the example has two listeners');
      return nlbListenerArgs(plan, nlb, listener, 'nlb-1', 'sgp-1', certificate(plan, nlb.region));
    });
    expect(listeners[0]).toMatchObject({
      listenerPort: 443,
      listenerProtocol: 'TCPSSL',
      certificateIds: ['12345678-cn-hangzhou'],
    });
    expect(listeners[1]).toMatchObject({ listenerPort: 22, listenerProtocol: 'TCP' });
  });

  test.each([
    [900, true, 900],
    [60, true, 60],
    [5, true, 10],
    [0, false, 10],
  ])('lets connections drain for %i s', (drainSeconds, enabled, told) => {
    if (!https) throw new Error('the example has an https listener');
    expect(nlbServerGroupArgs(plan, { ...nlb, drainSeconds }, https, 'vpc-1')).toMatchObject({
      connectionDrainEnabled: enabled,
      connectionDrainTimeout: told,
    });
  });

  test('asks for health as the plan says', () => {
    if (!https) throw new Error('the example has an https listener');
    expect(nlbServerGroupArgs(plan, { ...nlb, health: HEALTH }, https, 'vpc-1').healthCheck).toEqual({
      healthCheckEnabled: true,
      healthCheckType: 'HTTP',
      healthCheckUrl: '/ready',
      healthCheckConnectPort: 9000,
      healthCheckHttpCodes: ['http_2xx'],
      healthCheckInterval: 7,
      healthCheckConnectTimeout: 4,
      healthyThreshold: 5,
      unhealthyThreshold: 6,
    });
  });

  test('drops what is denied before it allows the rest', () => {
    const rules = balancerRules(nlb).map(({ rule }) => [
      rule.policy,
      rule.cidrIp,
      rule.portRange,
      rule.priority,
    ]);
    expect(rules).toEqual([
      ['drop', '198.51.100.0/24', '443/443', 1],
      ['accept', '0.0.0.0/0', '443/443', 100],
      ['drop', '198.51.100.0/24', '22/22', 1],
      ['accept', '0.0.0.0/0', '22/22', 100],
    ]);
  });
});

describe('a classic balancer', () => {
  const ground = { loadBalancerId: 'lb-1', serverGroupId: 'rsp-1' };

  test('lies in two zones', () => {
    expect(clbArgs(plan, clb, network)).toMatchObject({
      masterZoneId: 'cn-hangzhou-i',
      slaveZoneId: 'cn-hangzhou-j',
      deleteProtection: 'on',
    });
  });

  test('asks instances for their health by HTTP, and has a black list only where something is denied', () => {
    const listener = { protocol: 'http', port: 80 } as const;
    const open = clbListenerArgs(clb, listener, ground);
    expect(open).toMatchObject({
      protocol: 'tcp',
      frontendPort: 80,
      healthCheckUri: '/healthz',
      healthCheckConnectPort: 8080,
    });
    expect(open).not.toHaveProperty('aclId');
    expect(clbListenerArgs(clb, listener, { ...ground, denyAclId: 'acl-1' })).toMatchObject({
      aclStatus: 'on',
      aclType: 'black',
      aclId: 'acl-1',
    });
  });

  test('asks for health as the plan says', () => {
    const listener = { protocol: 'http', port: 80 } as const;
    expect(clbListenerArgs({ ...clb, health: HEALTH }, listener, ground)).toMatchObject({
      healthCheckUri: '/ready',
      healthCheckConnectPort: 9000,
      healthCheckInterval: 7,
      healthCheckTimeout: 4,
      healthyThreshold: 5,
      unhealthyThreshold: 6,
    });
  });

  test("ends TLS of https with a copy of the domain's certificate, and knows TLS 1.2 at least", () => {
    const listener = { protocol: 'https', port: 443 } as const;
    expect(clbListenerArgs(clb, listener, { ...ground, certificateId: 'cert-1' })).toMatchObject({
      protocol: 'https',
      serverCertificateId: 'cert-1',
      tlsCipherPolicy: 'tls_cipher_policy_1_2',
    });
    expect(clbCertificateArgs(plan, clb)).toMatchObject({
      alicloudCertificateId: '12345678',
      alicloudCertificateRegionId: 'cn-hangzhou',
    });
  });

  test('of an international account, or without a certificate, ends no TLS', () => {
    const accounts = { alicloud: { id: '1', type: 'international' } } as const;
    expect(() => clbCertificateArgs({ ...plan, accounts }, clb)).toThrow(/use type: nlb/);
    const { domain: _, ...nameless } = plan;
    expect(() => clbCertificateArgs(nameless, clb)).toThrow(/needs skerry:site.domain.certificate/);
  });
});

describe('instances answer', () => {
  const open = (balancers: LoadBalancerNode[]) =>
    instanceRules(network, balancers).map(({ rule }) => [rule.cidrIp, rule.portRange]);

  test('a network balancer from its network, on the ports of the workload alone', () => {
    expect(open([nlb])).toEqual([
      ['10.17.0.0/16', '8080/8080'],
      ['10.17.0.0/16', '2222/2222'],
    ]);
  });

  test('a classic balancer from the range of its kind', () => {
    expect(open([clb])).toEqual([['100.64.0.0/10', '8080/8080']]);
  });

  test('nobody where no balancer stands before them', () => {
    expect(open([])).toEqual([]);
  });

  test('two balancers of one kind by one rule', () => {
    expect(open([clb, { ...clb, id: 'cn-hangzhou/other' }])).toHaveLength(1);
  });
});

describe('a certificate', () => {
  const withDomain = (domain: Partial<Domain>): Plan => ({
    ...plan,
    domain: { name: 'example.cn', certificates: {}, dns: { mode: 'none' }, ...domain },
  });

  test('is that of its place, or else of the domain', () => {
    const both = withDomain({ certificate: 'cas/1', certificates: { edge: 'cas/2' } });
    expect(certificate(both, 'edge')).toEqual({ id: '2', region: 'cn-hangzhou' });
    expect(certificate(both, 'cn-beijing')).toEqual({ id: '1', region: 'cn-hangzhou' });
    expect(certificate(withDomain({}), 'edge')).toBeUndefined();
  });

  test('of another service is refused with the form that is wanted', () => {
    expect(() => certificate(withDomain({ certificate: 'acm/1' }), 'edge')).toThrow(
      /"acm\/1"; on alicloud it is cas\/<id>/,
    );
  });
});
