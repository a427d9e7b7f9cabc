import { describe, expect, it } from 'vitest';
import { alicloudRegion, awsRegion, inputsOf, programOf, workers } from './support.ts';

const ID = 'eu-central-1/workers';

describe('a scaling group on AWS', () => {
  it('lies in the network that is there, of which nothing is made', async () => {
    const registered = await programOf(() => void workers(awsRegion()));
    const group = inputsOf(registered, 'aws:autoscaling/group:Group', ID);
    expect(group).toMatchObject({
      name: 'skerry-prod-eu-central-1-workers',
      minSize: 2,
      maxSize: 6,
      desiredCapacity: 3,
      vpcZoneIdentifiers: ['subnet-1', 'subnet-2'],
      initialLifecycleHooks: [],
      healthCheckType: 'EC2',
    });
    expect(inputsOf(registered, 'aws:ec2/securityGroup:SecurityGroup', ID)).toMatchObject({ vpcId: 'vpc-1' });
    const network = /^aws:ec2\/(vpc|subnet|routeTable|natGateway|internetGateway|networkAcl)/;
    expect(registered.filter(({ type }) => network.test(type))).toEqual([]);
  });

  it('runs the software that it is given, and completes hooks of the user alone', async () => {
    const registered = await programOf(
      () =>
        void workers(awsRegion(), {
          userData: '#!/bin/sh\n',
          hooks: { boot: { on: 'launch', timeout: '5m' } },
          securityGroupIds: ['sg-own'],
        }),
    );
    const template = inputsOf(registered, 'aws:ec2/launchTemplate:LaunchTemplate', ID);
    expect(Buffer.from(template['userData'] as string, 'base64').toString()).toBe('#!/bin/sh\n');
    expect(template['vpcSecurityGroupIds']).toHaveLength(2);
    expect(template['vpcSecurityGroupIds']).toContain('sg-own');
    const group = inputsOf(registered, 'aws:autoscaling/group:Group', ID);
    expect(group['initialLifecycleHooks']).toMatchObject([{ name: 'boot', heartbeatTimeout: 300 }]);
  });

  it('stands behind balancers of its own and target groups of others, and is checked by them', async () => {
    const registered = await programOf(() => {
      const loadBalancers = { web: { listeners: { http: 80 } } };
      const group = workers(awsRegion(), { loadBalancers, targetGroupArns: ['arn:own'] });
      expect(Object.keys(group.hosts)).toEqual(['web']);
    });
    const group = inputsOf(registered, 'aws:autoscaling/group:Group', ID);
    expect(group['healthCheckType']).toBe('ELB');
    expect(group['targetGroupArns']).toHaveLength(2);
    expect(group['targetGroupArns']).toContain('arn:own');
    const balancer = inputsOf(registered, 'aws:lb/loadBalancer:LoadBalancer', 'eu-central-1/web');
    expect(balancer['subnets']).toEqual(['subnet-3', 'subnet-4']);
  });

  it('leaves desired to the owner that moves it', async () => {
    const capacity = { owner: 'autoscaler', min: 2, max: 6 } as const;
    const rules = [{ track: 'cpu' as const, target: 60 }];
    const registered = await programOf(() => void workers(awsRegion(), { capacity, rules }));
    const group = registered.find(({ type }) => type === 'aws:autoscaling/group:Group');
    expect(group?.inputs['desiredCapacity']).toBe(2);
    expect(group?.ignoreChanges).toContain('desiredCapacity');
  });

  it('reaches buckets by the prefix list where its network has no way to the internet', async () => {
    const region = { internet: false, s3PrefixListId: 'pl-own' };
    const registered = await programOf(() => void workers(awsRegion(region)));
    const rule = 'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule';
    expect(inputsOf(registered, rule, `${ID}/s3`)).toMatchObject({ prefixListId: 'pl-own' });
    expect(inputsOf(registered, rule, `${ID}/services`)).toMatchObject({ cidrIpv4: '10.20.0.0/16' });
  });
});

describe('a scaling group on Alibaba Cloud', () => {
  it('has the same words, and waits for its own security rules', async () => {
    const registered = await programOf(() => {
      const loadBalancers = { web: { listeners: { http: 80 } } };
      workers(alicloudRegion(), { userData: '#!/bin/sh\n', loadBalancers, securityGroupIds: ['sg-own'] });
    });
    const name = 'cn-hangzhou/workers';
    const group = inputsOf(registered, 'alicloud:ess/scalingGroup:ScalingGroup', name);
    expect(group).toMatchObject({ minSize: 2, maxSize: 6, vswitchIds: ['vsw-1', 'vsw-2'] });
    const type = 'alicloud:ess/scalingConfiguration:ScalingConfiguration';
    const configuration = inputsOf(registered, type, name);
    expect(Buffer.from(configuration['userData'] as string, 'base64').toString()).toBe('#!/bin/sh\n');
    expect(configuration['securityGroupIds']).toHaveLength(2);
    const rule = 'alicloud:ecs/securityGroupRule:SecurityGroupRule';
    expect(inputsOf(registered, rule, `${name}/network-8080`)).toMatchObject({ cidrIp: '10.20.0.0/16' });
  });

  it("lies in a region whose provider waits until the cloud has told whose another one's credentials are", async () => {
    const registered = await programOf(() => void workers(alicloudRegion()));
    const providers = registered.filter(({ type }) => type === 'pulumi:providers:alicloud');
    expect(providers.map(({ urn, inputs }) => [urn.split('::').at(-1), inputs['region']])).toEqual([
      ['cn-hangzhou/identity', 'cn-hangzhou'],
      ['cn-hangzhou', 'cn-hangzhou'],
    ]);
    const group = registered.find(({ type }) => type === 'alicloud:ess/scalingGroup:ScalingGroup');
    expect(group?.provider).toContain('::cn-hangzhou::');
  });
});
