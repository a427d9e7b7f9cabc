import { isDeepStrictEqual } from 'node:util';
import { unwrap } from './values.ts';
import type { Existing, World } from './world.ts';

type Properties = Record<string, unknown>;
type Answer = (world: World, args: Properties) => Properties;

/** Lists of Alibaba Cloud: the type that they list, the input that is its name there, and the list's member. */
const LISTS: Readonly<Record<string, { type: string; name?: string; list?: string }>> = {
  'alicloud:cdn/getDomainConfigs:getDomainConfigs': {
    type: 'alicloud:cdn/domainConfig:DomainConfig',
    list: 'configs',
  },
  'alicloud:cms/getGroupMetricRules:getGroupMetricRules': { type: 'alicloud:cms/alarm:Alarm', name: 'name' },
  'alicloud:cms/getMonitorGroups:getMonitorGroups': {
    type: 'alicloud:cms/monitorGroup:MonitorGroup',
    name: 'monitorGroupName',
  },
  'alicloud:ecs/getEipAddresses:getEipAddresses': {
    type: 'alicloud:ecs/eipAddress:EipAddress',
    name: 'addressName',
  },
  'alicloud:ecs/getSecurityGroups:getSecurityGroups': {
    type: 'alicloud:ecs/securityGroup:SecurityGroup',
    name: 'securityGroupName',
  },
  'alicloud:ess/getAlarms:getAlarms': { type: 'alicloud:ess/alarm:Alarm', name: 'name' },
  'alicloud:ess/getLifecycleHooks:getLifecycleHooks': {
    type: 'alicloud:ess/lifecycleHook:LifecycleHook',
    name: 'name',
  },
  'alicloud:ess/getScalingConfigurations:getScalingConfigurations': {
    type: 'alicloud:ess/scalingConfiguration:ScalingConfiguration',
    name: 'scalingConfigurationName',
  },
  'alicloud:ess/getScalingGroups:getScalingGroups': {
    type: 'alicloud:ess/scalingGroup:ScalingGroup',
    name: 'scalingGroupName',
  },
  'alicloud:ess/getScalingRules:getScalingRules': {
    type: 'alicloud:ess/scalingRule:ScalingRule',
    name: 'scalingRuleName',
  },
  'alicloud:ess/getScheduledTasks:getScheduledTasks': {
    type: 'alicloud:ess/scheduledTask:ScheduledTask',
    name: 'scheduledTaskName',
  },
  'alicloud:kvstore/getInstances:getInstances': {
    type: 'alicloud:kvstore/instance:Instance',
    name: 'dbInstanceName',
  },
  'alicloud:nlb/getListeners:getListeners': { type: 'alicloud:nlb/listener:Listener', list: 'listeners' },
  'alicloud:nlb/getLoadBalancers:getLoadBalancers': {
    type: 'alicloud:nlb/loadBalancer:LoadBalancer',
    name: 'loadBalancerName',
  },
  'alicloud:nlb/getServerGroups:getServerGroups': {
    type: 'alicloud:nlb/serverGroup:ServerGroup',
    name: 'serverGroupName',
  },
  'alicloud:slb/getApplicationLoadBalancers:getApplicationLoadBalancers': {
    type: 'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer',
    name: 'loadBalancerName',
  },
  'alicloud:slb/getServerGroups:getServerGroups': {
    type: 'alicloud:slb/serverGroup:ServerGroup',
    name: 'name',
  },
  'alicloud:vpc/getNatGateways:getNatGateways': {
    type: 'alicloud:vpc/natGateway:NatGateway',
    name: 'natGatewayName',
  },
  'alicloud:vpc/getNetworks:getNetworks': { type: 'alicloud:vpc/network:Network', name: 'vpcName' },
  'alicloud:vpc/getSnatEntries:getSnatEntries': { type: 'alicloud:vpc/snatEntry:SnatEntry' },
  'alicloud:vpc/getSwitches:getSwitches': { type: 'alicloud:vpc/switch:Switch', name: 'vswitchName' },
};

/** What AWS's tagging API knows, as the ends of ARNs; made up as far as they hold no name. */
const ARNS: Readonly<Record<string, (one: Existing) => string>> = {
  'aws:cloudfront/distribution:Distribution': ({ id }) => `cloudfront::0:distribution/${id}`,
  'aws:ec2/eip:Eip': ({ id }) => `ec2:r:0:elastic-ip/${id}`,
  'aws:ec2/internetGateway:InternetGateway': ({ id }) => `ec2:r:0:internet-gateway/${id}`,
  'aws:ec2/launchTemplate:LaunchTemplate': ({ id }) => `ec2:r:0:launch-template/${id}`,
  'aws:ec2/natGateway:NatGateway': ({ id }) => `ec2:r:0:natgateway/${id}`,
  'aws:ec2/networkAcl:NetworkAcl': ({ id }) => `ec2:r:0:network-acl/${id}`,
  'aws:ec2/routeTable:RouteTable': ({ id }) => `ec2:r:0:route-table/${id}`,
  'aws:ec2/securityGroup:SecurityGroup': ({ id }) => `ec2:r:0:security-group/${id}`,
  'aws:ec2/subnet:Subnet': ({ id }) => `ec2:r:0:subnet/${id}`,
  'aws:ec2/vpc:Vpc': ({ id }) => `ec2:r:0:vpc/${id}`,
  'aws:ec2/vpcEndpoint:VpcEndpoint': ({ id }) => `ec2:r:0:vpc-endpoint/${id}`,
  'aws:lb/listener:Listener': ({ id }) => `elasticloadbalancing:r:0:listener/net/balancer/0/${id}`,
  'aws:lb/loadBalancer:LoadBalancer': ({ id, inputs }) =>
    `elasticloadbalancing:r:0:loadbalancer/net/${String(inputs['name'])}/${id}`,
  'aws:lb/targetGroup:TargetGroup': ({ id, inputs }) =>
    `elasticloadbalancing:r:0:targetgroup/${String(inputs['name'])}/${id}`,
};

const AWS: Readonly<Record<string, Answer>> = {
  'aws:resourcegroupstaggingapi/getResources:getResources': (world, args) => {
    const services = args['resourceTypeFilters'] as string[];
    const filters = args['tagFilters'] as { key: string; values: string[] }[];
    const found = world.all().flatMap((one) => {
      const arn = ARNS[one.type]?.(one);
      const tags = (one.inputs['tags'] ?? {}) as Record<string, string>;
      const fits = filters.every(({ key, values }) => values.includes(tags[key] ?? ''));
      const isAsked = services.some((service) => arn?.startsWith(`${service}:`));
      return arn && fits && isAsked ? [{ resourceArn: `arn:aws:${arn}`, tags, complianceDetails: [] }] : [];
    });
    return { resourceTagMappingLists: found };
  },
  'aws:ec2/getSecurityGroups:getSecurityGroups': (world, args) =>
    idsOf(
      world,
      'aws:ec2/securityGroup:SecurityGroup',
      filtersOf(args, { 'group-name': 'name', 'vpc-id': 'vpcId' }),
    ),
  'aws:ec2/getRouteTables:getRouteTables': (world, args) => {
    const links = world.all().filter(
      fits(
        'aws:ec2/routeTableAssociation:RouteTableAssociation',
        filtersOf(args, {
          'association.subnet-id': 'subnetId',
        }),
      ),
    );
    return { ids: links.map(({ inputs }) => inputs['routeTableId']) };
  },
  'aws:vpc/getSecurityGroupRules:getSecurityGroupRules': (world, args) => {
    const wanted = { ...filtersOf(args, { 'group-id': 'securityGroupId' }), tags: args['tags'] };
    const types = ['Egress', 'Ingress'].map(
      (way) => `aws:vpc/securityGroup${way}Rule:SecurityGroup${way}Rule`,
    );
    return { ids: types.flatMap((type) => idsOf(world, type, wanted).ids) };
  },
  'aws:cloudfront/getCachePolicy:getCachePolicy': (world, { name }) => {
    const [id] = idsOf(world, 'aws:cloudfront/cachePolicy:CachePolicy', { name }).ids;
    if (id === undefined) throw new Error(`no matching CloudFront Cache Policy (${String(name)})`);
    return { id };
  },
};

/**
 * What a look-up of a provider answers, of what exists in the world.
 *
 * @returns `undefined` where nothing is known of the function
 */
export function lookUp(world: World, token: string, args: Properties): Properties | undefined {
  const known = LISTS[token];
  if (!known) return AWS[token]?.(world, args);
  const { nameRegex, loadBalancerIds, ...equal } = args;
  const found = world.all().filter((one) => {
    if (!fits(known.type, equal)(one)) return false;
    if (loadBalancerIds && !(loadBalancerIds as unknown[]).includes(one.inputs['loadBalancerId']))
      return false;
    return (
      nameRegex === undefined || new RegExp(nameRegex as string).test(String(one.inputs[known.name ?? '']))
    );
  });
  const ids = found.map(({ id }) => id);
  const members = found.map(({ id, inputs }) => ({ ...inputs, id }));
  return { ids, ...(known.list !== undefined && { [known.list]: members }) };
}

function filtersOf(args: Properties, inputs: Record<string, string>): Properties {
  const filters = args['filters'] as { name: string; values: string[] }[];
  return Object.fromEntries(filters.map(({ name, values }) => [inputs[name] ?? name, values[0]]));
}

const idsOf = (world: World, type: string, wanted: Properties): { ids: string[] } => ({
  ids: world
    .all()
    .filter(fits(type, wanted))
    .map(({ id }) => id),
});

const fits =
  (type: string, wanted: Properties) =>
  (one: Existing): boolean => {
    const inputs = unwrap(one.inputs) as Properties;
    return one.type === type && Object.entries(wanted).every(([name, value]) => holds(inputs[name], value));
  };

/** Maps, such as tags, are asked for by some of their members. */
function holds(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return isDeepStrictEqual(value, wanted);
  return Object.entries(wanted).every(([name, one]) => (value as Properties | undefined)?.[name] === one);
}
