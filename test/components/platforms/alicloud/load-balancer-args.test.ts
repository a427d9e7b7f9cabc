import { describe, expect, test } from 'vitest';
import { clbArgs, clbListenerArgs } from '../../../../components/platforms/alicloud/clb-args.ts';
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
import { balancerOf, groupOf, planOf, regionOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const { network } = regionOf(plan, 'cn-hangzhou');
const git = groupOf(plan, 'cn-hangzhou/git');
const nlb = balancerOf(plan, 'cn-hangzhou/git');
const clb = balancerOf(plan, 'cn-hangzhou/serve');
const [https, ssh] = nlb.listeners;

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
      return nlbListenerArgs(plan, nlb, listener, 'nlb-1', 'sgp-1', certificate(plan));
    });
    expect(listeners[0]).toMatchObject({
      listenerPort: 443,
      listenerProtocol: 'TCPSSL',
      certificateIds: ['12345678-cn-hangzhou'],
    });
    expect(listeners[1]).toMatchObject({ listenerPort: 22, listenerProtocol: 'TCP' });
  });

  test('drains as long as the group, up to what the service knows', () => {
    if (!https) throw new Error('the example has an https listener');
    expect(nlbServerGroupArgs(plan, nlb, https, git, 'vpc-1').connectionDrainTimeout).toBe(900);
    const longer = { ...git, drainSeconds: 3600 };
    expect(nlbServerGroupArgs(plan, nlb, https, longer, 'vpc-1').connectionDrainTimeout).toBe(900);
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
  test('lies in two zones', () => {
    expect(clbArgs(plan, clb, network)).toMatchObject({
      masterZoneId: 'cn-hangzhou-i',
      slaveZoneId: 'cn-hangzhou-j',
      deleteProtection: 'on',
    });
  });

  test('asks instances for their health by HTTP, and has a black list only where something is denied', () => {
    const listener = { protocol: 'http', port: 80 } as const;
    const open = clbListenerArgs(listener, 'lb-1', 'rsp-1', undefined);
    expect(open).toMatchObject({
      protocol: 'tcp',
      frontendPort: 80,
      healthCheckUri: '/healthz',
      healthCheckConnectPort: 8080,
    });
    expect(open).not.toHaveProperty('aclId');
    expect(clbListenerArgs(listener, 'lb-1', 'rsp-1', 'acl-1')).toMatchObject({
      aclStatus: 'on',
      aclType: 'black',
      aclId: 'acl-1',
    });
  });
});

test('instances answer their network and the balancers, on the ports of their workload alone', () => {
  const rules = instanceRules(network, [nlb]).map(({ rule }) => [rule.cidrIp, rule.portRange]);
  expect(rules).toEqual([
    ['10.17.0.0/16', '8080/8080'],
    ['10.17.0.0/16', '2222/2222'],
  ]);
  expect(instanceRules(network, [clb]).map(({ rule }) => rule.cidrIp)).toContain('100.64.0.0/10');
});

test('a certificate of another service is refused with the form that is wanted', () => {
  if (!plan.domain) throw new Error('the example has a domain');
  const wrong = { ...plan, domain: { ...plan.domain, certificate: 'acm/1' } };
  expect(() => certificate(wrong)).toThrow(/"acm\/1"; on alicloud it is cas\/<id>/);
});
