import { is, type StackResource } from '../stack.ts';
import { isWorld, listed, sure } from '../values.ts';

/** A rule that lets somebody in. */
export interface OpenRule {
  /** Inclusive; all ports: 0 to 65535. */
  from: number;
  to: number;
  source: string;
  /** Security groups that it belongs to, of those that the stack has. */
  groups: readonly StackResource[];
}

/** Types that let somebody into a machine. */
export const RULE_TYPES = [
  'alicloud:ecs/securityGroupRule:SecurityGroupRule',
  'aws:ec2/securityGroup:SecurityGroup',
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
] as const;

const ALL = { from: 0, to: 65_535 };

/** Rules of a resource that let everybody in; what isn't known yet lets nobody in. */
export function openRules(resource: StackResource): OpenRule[] {
  if (is('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', resource)) {
    const { cidrIpv4, cidrIpv6, ipProtocol, fromPort, toPort } = resource.properties;
    const groups = resource.sources('securityGroupId');
    const ports = ipProtocol === '-1' ? ALL : { from: fromPort ?? ALL.from, to: toPort ?? ALL.to };
    return [cidrIpv4, cidrIpv6].flatMap((source) =>
      source !== undefined && isWorld(source) ? [{ ...ports, source, groups }] : [],
    );
  }
  if (is('aws:ec2/securityGroup:SecurityGroup', resource)) {
    const self = [resource as unknown as StackResource];
    return listed(resource.properties.ingress).flatMap((rule) => {
      const ports = rule.protocol === '-1' ? ALL : { from: rule.fromPort, to: rule.toPort };
      return [...sure(rule.cidrBlocks, isWorld), ...sure(rule.ipv6CidrBlocks, isWorld)].map((source) => ({
        ...ports,
        source,
        groups: self,
      }));
    });
  }
  if (!is('alicloud:ecs/securityGroupRule:SecurityGroupRule', resource)) return [];
  const { type, policy, cidrIp, ipv6CidrIp, portRange, ipProtocol } = resource.properties;
  if (type !== 'ingress' || policy === 'drop') return [];
  const [from, to] = (portRange ?? '').split('/').map(Number);
  const isAll = ipProtocol === 'all' || from === undefined || from < 0 || Number.isNaN(from);
  const ports = isAll ? ALL : { from, to: to ?? from };
  const groups = resource.sources('securityGroupId');
  return [cidrIp, ipv6CidrIp].flatMap((source) =>
    source !== undefined && isWorld(source) ? [{ ...ports, source, groups }] : [],
  );
}

export const portsOf = ({ from, to }: OpenRule): string =>
  from === ALL.from && to === ALL.to ? 'all ports' : from === to ? `port ${from}` : `ports ${from} to ${to}`;
