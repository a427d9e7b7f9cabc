import { Alarm } from '@pulumi/alicloud/cms/index.js';
import { Network, Switch } from '@pulumi/alicloud/vpc/index.js';
import { Config } from '@pulumi/pulumi';
import { MirrorRegion, ScalingGroup } from 'skerry';
import { Region } from 'skerry/alicloud';

const config = new Config();

// A network of your own.
const vpc = new Network('own', { cidrBlock: '10.20.0.0/16' });
const vswitch = (zoneId: string, cidrBlock: string) =>
  new Switch(zoneId, { vpcId: vpc.id, zoneId, cidrBlock }).id;

const region = new Region('cn-hangzhou', {
  account: { id: '1234567890123456', type: 'domestic' },
  network: {
    vpcId: vpc.id,
    cidr: vpc.cidrBlock,
    vswitches: {
      'cn-hangzhou-i': vswitch('cn-hangzhou-i', '10.20.1.0/24'),
      'cn-hangzhou-j': vswitch('cn-hangzhou-j', '10.20.2.0/24'),
    },
  },
  domain: { name: 'example.cn', icp: '浙ICP备00000000号', certificate: 'cas/12345678' },
  tags: { team: 'dev-platform' },
});

const machine = { image: 'debian-12', instanceTypes: ['ecs.g8i.large', 'ecs.g7.large'] };

const workers = new ScalingGroup('workers', {
  ...machine,
  region,
  capacity: { owner: 'autoscaler', min: 2, max: config.requireNumber('workersMax') },
  rules: [{ track: 'cpu', target: 60 }],
  loadBalancers: { workers: { listeners: { http: 80 }, health: { path: '/ready' } } },
  userData: '#!/bin/sh\napt-get install -y my-service\n',
});

new Alarm('workers-cpu', {
  project: 'acs_ess',
  metric: 'GroupCpu',
  contactGroups: ['on-call'],
  metricDimensions: workers.groupId.apply((id) => JSON.stringify([{ scalingGroupId: id }])),
  escalationsCritical: { statistics: 'Average', comparisonOperator: '>=', threshold: '90', times: 3 },
});

const mirror = new MirrorRegion('packages', {
  region,
  composer: { upstream: 'https://repo.packagist.org', only: ['symfony/*', 'laravel/*'] },
  releases: { signingKey: config.requireSecret('releaseKey') },
  serve: { ...machine, capacity: { owner: 'iac', min: 2, max: 6, desired: 2 } },
  sync: { ...machine, capacity: { owner: 'iac', min: 1, max: 4, desired: 1 } },
});

export const workersHost = workers.hosts['workers'];
export const mirrorUrl = mirror.url;
export const mirrorBucket = mirror.bucketName;
