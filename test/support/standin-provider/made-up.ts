import { createHash } from 'node:crypto';

type Properties = Record<string, unknown>;

/** What a provider computes and a program builds on, by resource type; made up, but of the right form. */
const COMPUTED: Readonly<Record<string, (id: string) => Properties>> = {
  'alicloud:cdn/domainNew:DomainNew': (id) => ({ cname: `${id}.cdn.example` }),
  'alicloud:ecs/eipAddress:EipAddress': (id) => ({ ipAddress: address(id) }),
  'alicloud:kvstore/instance:Instance': (id) => ({ connectionDomain: `${id}.redis.example`, port: 6379 }),
  'alicloud:nlb/loadBalancer:LoadBalancer': (id) => ({ dnsName: `${id}.nlb.example` }),
  'alicloud:ram/accessKey:AccessKey': (id) => ({ secret: `canary-${id}` }),
  'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': (id) => ({ address: address(id) }),
  'alicloud:ess/scalingRule:ScalingRule': (id) => ({ ari: `ari:acs:ess:made-up:${id}` }),
  'alicloud:oss/bucketCnameToken:BucketCnameToken': (id) => ({ token: `token-${id}` }),
  'alicloud:vpc/natGateway:NatGateway': (id) => ({ snatTableIds: `stb-${id}`, forwardTableIds: `ftb-${id}` }),
  'aws:cloudfront/distribution:Distribution': (id) => ({
    domainName: `${id}.cloudfront.example`,
    hostedZoneId: 'Z-edge',
  }),
  'aws:ec2/launchTemplate:LaunchTemplate': () => ({ latestVersion: 1, defaultVersion: 1 }),
  'aws:ec2/vpcEndpoint:VpcEndpoint': (id) => ({ prefixListId: `pl-${id}` }),
  'aws:elasticache/replicationGroup:ReplicationGroup': (id) => ({
    primaryEndpointAddress: `${id}.cache.example`,
  }),
  'aws:lb/loadBalancer:LoadBalancer': (id) => ({
    dnsName: `${id}.elb.example`,
    arnSuffix: `net/${id}`,
    zoneId: 'Z-balancers',
  }),
  'aws:lb/targetGroup:TargetGroup': (id) => ({ arnSuffix: `targetgroup/${id}` }),
  'aws:route53/zone:Zone': (id) => ({ zoneId: `Z-${id}` }),
  'aws:s3/bucket:Bucket': (id) => ({ bucketRegionalDomainName: `${id}.s3.example` }),
  'random:index/randomPassword:RandomPassword': (id) => ({ result: `Canary-1${hash(id).slice(0, 22)}` }),
  'skerry:local:Network': () => ({ cidr: '127.99.0.0/16' }),
  'skerry:local:Bucket': (id) => ({ endpoint: 'http://127.99.0.10:7070', bucket: id }),
  'skerry:local:Redis': () => ({ host: '127.99.0.11', port: 6379 }),
  'skerry:local:LoadBalancer': () => ({ host: '127.99.0.12' }),
  'skerry:local:Cdn': (id) => ({
    url: `http://127.99.0.13:${8000 + (parseInt(hash(id).slice(0, 4), 16) % 900)}`,
  }),
  'skerry:local:SampleUpstream': () => ({ url: 'http://127.99.0.14:8081' }),
  'skerry:local:Release': () => ({ epoch: 1 }),
};

/** Types whose ids are numbers, which programs pass on as such. */
const NUMBERED = /[$:]alicloud:cms\/monitorGroup:MonitorGroup::/;

/** The same for the same resource, so that two runs agree. */
export function madeUpId(urn: string): string {
  const digits = hash(urn).slice(0, 12);
  return NUMBERED.test(urn) ? String(parseInt(digits, 16)) : `made-up-${digits}`;
}

/** Outputs of a created resource: its inputs, and what the cloud would add. */
export function madeUpOutputs(type: string, id: string, inputs: Properties): Properties {
  const arn = type.startsWith('aws:') ? { arn: `arn:aws:made-up:::${id}` } : {};
  return { ...arn, ...COMPUTED[type]?.(id), ...inputs };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 28);
}

/** In 203.0.113.0/24, which is for documentation. */
function address(id: string): string {
  return `203.0.113.${parseInt(hash(id).slice(0, 2), 16)}`;
}
