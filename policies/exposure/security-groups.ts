import type { StackPolicy } from '../policy.ts';
import { is, type Stack, type StackResource } from '../stack.ts';
import { openRules, portsOf, RULE_TYPES, type OpenRule } from './ingress.ts';

/** Ports of remote administration: SSH and Windows' desktop. */
const ADMINISTRATION = [22, 3389];

export const notOpenToTheWorld: StackPolicy = {
  id: 'exposure/balancers-alone',
  severity: 'critical',
  summary: 'Only load balancers answer the whole internet.',
  why: 'An instance that everybody reaches is attacked by everybody: whatever listens on it becomes a way in.',
  remediation: 'Let instances answer the load balancer’s security group or the network’s own range alone.',
  source:
    'AWS FSBP EC2.18, which allows ports 80 and 443; infraguard ecs-security-group-not-internet-cidr-access, of any ' +
    'public address',
  types: RULE_TYPES,
  judge: (resource, stack) =>
    strayRules(resource, stack)
      .filter((rule) => !ADMINISTRATION.some((port) => includes(rule, port)))
      .map((rule) => `lets ${rule.source} in on ${portsOf(rule)}`),
};

export const noRemoteAdministration: StackPolicy = {
  id: 'exposure/no-remote-administration',
  severity: 'critical',
  summary: 'Nobody on the internet reaches SSH or a remote desktop of an instance.',
  why: 'These ports are tried all day by machines; a single weak password or old server is enough.',
  remediation:
    'Take the rule out; reach instances by the cloud’s session manager or from within the network.',
  source: 'AWS FSBP EC2.19; infraguard ecs-security-group-risky-ports-check-with-protocol',
  types: RULE_TYPES,
  judge: (resource, stack) =>
    strayRules(resource, stack)
      .filter((rule) => ADMINISTRATION.some((port) => includes(rule, port)))
      .map((rule) => `lets ${rule.source} in on ${portsOf(rule)}`),
};

const includes = ({ from, to }: OpenRule, port: number): boolean => from <= port && port <= to;

/** Those of groups that belong to no balancer, and those whose group nobody here knows. */
const strayRules = (resource: StackResource, stack: Stack): OpenRule[] =>
  openRules(resource).filter(
    ({ groups }) => groups.length === 0 || !groups.every((group) => isOfBalancer(group, stack)),
  );

/** SSH on a balancer is the git service's own, in front of no shell. */
function isOfBalancer(group: StackResource, stack: Stack): boolean {
  const balancers = is('aws:ec2/securityGroup:SecurityGroup', group)
    ? stack.referring('aws:lb/loadBalancer:LoadBalancer', 'securityGroups', group)
    : stack.referring('alicloud:nlb/loadBalancer:LoadBalancer', 'securityGroupIds', group);
  return balancers.length > 0;
}
