import { MetricAlarm } from '@pulumi/aws/cloudwatch/index.js';
import { Parameter } from '@pulumi/aws/ssm/index.js';
import { Config } from '@pulumi/pulumi';
import { MirrorRegion, ScalingGroup } from 'skerry';
import { Region } from 'skerry/aws';
import { network } from './network.ts';

const config = new Config();

const region = new Region('eu-central-1', {
  account: { id: '123456789012' },
  network, // made by hand, in network.ts
  domain: {
    name: 'example.com',
    certificates: { edge: 'acm/00000000-0000-0000-0000-000000000000' },
  },
  tags: { team: 'dev-platform' },
});

// A number of your own that is an Output: it is checked when it becomes known, before the group has it.
const most = new Parameter('workers-max', {
  type: 'String',
  insecureValue: config.require('workersMax'),
});

const workers = new ScalingGroup('workers', {
  region,
  capacity: { owner: 'autoscaler', min: 2, max: most.insecureValue.apply(Number) },
  image: 'debian-12',
  instanceTypes: ['m7i.large', 'm6i.large'],
  rules: [{ track: 'cpu', target: 60 }],
  loadBalancers: { workers: { listeners: { http: 80 }, health: { path: '/ready' } } },
  userData: '#!/bin/sh\napt-get install -y my-service\n',
});

new MetricAlarm('workers-few', {
  comparisonOperator: 'LessThanThreshold',
  threshold: 2,
  evaluationPeriods: 3,
  namespace: 'AWS/AutoScaling',
  metricName: 'GroupInServiceInstances',
  dimensions: { AutoScalingGroupName: workers.groupId },
  period: 60,
  statistic: 'Minimum',
});

const machine = { image: 'debian-12', instanceTypes: ['m7i.large'] };
const mirror = new MirrorRegion('packages', {
  region,
  composer: { upstream: 'https://repo.packagist.org', only: ['symfony/*', 'laravel/*'] },
  releases: { signingKey: config.requireSecret('releaseKey') },
  serve: { ...machine, capacity: { owner: 'iac', min: 2, max: 6, desired: 2 } },
  sync: {
    ...machine,
    capacity: { owner: 'autoscaler', min: 1, max: 4 },
    rules: [{ track: 'backlog-per-instance', target: 500 }],
  },
});

export const workersHost = workers.hosts['workers'];
export const mirrorUrl = mirror.url;
export const mirrorBucket = mirror.bucketName;
