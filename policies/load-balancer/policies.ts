import { groupQuotas } from '../../topology/catalog/group-quotas.ts';
import type { Policy } from '../policy.ts';
import { count, listed } from '../values.ts';
import { healthByBalancer } from './health-by-balancer.ts';
import { sameNetwork } from './same-network.ts';

/** What a scaling group of ESS takes, if its quota was not raised. */
const SERVER_GROUPS_MAX =
  groupQuotas.rows.find(({ platform, what }) => platform === 'alicloud' && what === 'server groups of clb')
    ?.most ?? Infinity;

export const loadBalancer: readonly Policy[] = [
  {
    id: 'lb/health-check-on',
    severity: 'high',
    summary: 'A load balancer checks the health of what is behind it.',
    why: 'Without a check it goes on sending connections to instances that answer nobody.',
    remediation: 'Turn the health check on.',
    source: 'infraguard slb-all-listener-health-check-enabled; own for AWS and for network balancers',
    words: ['health'],
    judges: {
      'aws:lb/targetGroup:TargetGroup': ({ healthCheck }) =>
        healthCheck?.enabled === false && 'its health check is off',
      'alicloud:nlb/serverGroup:ServerGroup': ({ healthCheck }) =>
        healthCheck?.healthCheckEnabled === false && 'its health check is off',
      'alicloud:slb/listener:Listener': ({ protocol, healthCheck }) =>
        ['http', 'https'].includes(protocol ?? '') && healthCheck !== 'on' && 'its health check is off',
    },
  },
  healthByBalancer,
  {
    id: 'lb/cross-zone',
    severity: 'medium',
    summary: 'A load balancer sends to healthy instances of every zone.',
    why: 'Else a zone with few instances gets as many connections as one with many, and a zone without any gets them, too.',
    remediation: 'Turn cross-zone balancing on.',
    source: 'own; AWS FSBP ELB.9 asks it of classic balancers',
    judges: {
      'aws:lb/loadBalancer:LoadBalancer': ({ loadBalancerType, enableCrossZoneLoadBalancing }) =>
        loadBalancerType === 'network' &&
        enableCrossZoneLoadBalancing !== true &&
        'cross-zone balancing is off',
      'alicloud:nlb/loadBalancer:LoadBalancer': ({ crossZoneEnabled }) =>
        crossZoneEnabled === false && 'cross-zone balancing is off',
    },
  },
  {
    id: 'lb/deletion-protection',
    severity: 'medium',
    summary: 'The cloud refuses to delete a load balancer.',
    why: 'Its address goes with it: clients, records and edges that know it find nobody there, and another one takes days.',
    remediation: 'Turn deletion protection on; components do where the stage is production.',
    source:
      'AWS FSBP ELB.6; infraguard slb-delete-protection-enabled; own for network balancers of Alibaba Cloud',
    words: ['site:stage'],
    judges: {
      'aws:lb/loadBalancer:LoadBalancer': ({ enableDeletionProtection }) =>
        enableDeletionProtection !== true && 'deletion protection is off',
      'alicloud:nlb/loadBalancer:LoadBalancer': ({ deletionProtectionEnabled }) =>
        deletionProtectionEnabled !== true && 'deletion protection is off',
      'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': ({ deleteProtection }) =>
        deleteProtection !== 'on' && 'deletion protection is off',
    },
  },
  {
    id: 'lb/drains',
    severity: 'medium',
    summary: 'A load balancer lets connections end before an instance leaves.',
    why: 'Each release and each scale-in breaks the clones and downloads that are under way.',
    remediation: 'Give drain more than 0s.',
    source: 'own; AWS FSBP ELB.7 asks it of classic balancers',
    words: ['drain'],
    judges: {
      'aws:lb/targetGroup:TargetGroup': ({ deregistrationDelay }) =>
        deregistrationDelay !== undefined &&
        Number(deregistrationDelay) === 0 &&
        'connections get no time to end',
      'alicloud:nlb/serverGroup:ServerGroup': ({ connectionDrainEnabled }) =>
        connectionDrainEnabled !== true && 'connections get no time to end',
    },
  },
  {
    id: 'lb/two-zones',
    severity: 'high',
    summary: 'A load balancer stands in two zones or more.',
    why: 'One that stands in a single zone is gone with it, whatever groups have elsewhere.',
    remediation: 'Add a zone to the region’s network.',
    source:
      'AWS FSBP ELB.13; infraguard slb-instance-multi-zone, and alb-instance-multi-zone of application balancers',
    words: ['region:network.zones'],
    judges: {
      'aws:lb/loadBalancer:LoadBalancer': ({ subnets, subnetMappings }) => {
        const number = listed(subnets).length + listed(subnetMappings).length;
        return number < 2 && `stands in ${count(number, 'subnet')}`;
      },
      'alicloud:nlb/loadBalancer:LoadBalancer': ({ zoneMappings }) => {
        const zones = new Set(listed(zoneMappings).map(({ zoneId }) => zoneId));
        return zones.size < 2 && `stands in ${count(zones.size, 'zone')}`;
      },
      'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': ({ masterZoneId, slaveZoneId }) =>
        (slaveZoneId === undefined || slaveZoneId === masterZoneId) && 'has no second zone',
    },
  },
  {
    id: 'lb/few-server-groups',
    severity: 'high',
    summary: `A scaling group is attached to ${SERVER_GROUPS_MAX} server groups of classic balancers at most.`,
    why: 'Auto Scaling takes no more, if its quota was not raised; the update fails when all the balancers are there already.',
    remediation: 'Give the group fewer listeners, or a network balancer in place of the classic ones.',
    source: 'own; the limit is stated where the provider’s documentation tells of the resource',
    words: ['region:loadBalancers'],
    judges: {
      'alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups': ({ vserverGroups }) => {
        const number = listed(vserverGroups).flatMap(({ vserverAttributes }) => vserverAttributes).length;
        return number > SERVER_GROUPS_MAX && `is attached to ${number} server groups`;
      },
    },
  },
  sameNetwork,
];
