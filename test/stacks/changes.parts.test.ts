import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changes } from '../support/engine/graph.ts';
import { TestProject } from '../support/engine/project.ts';

/** What no change of a site may replace by accident: their replacement costs addresses, data or all instances. */
const LASTING = [
  'alicloud:ess/scalingGroup:ScalingGroup',
  'alicloud:kvstore/instance:Instance',
  'alicloud:nlb/loadBalancer:LoadBalancer',
  'alicloud:oss/bucket:Bucket',
  'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer',
  'alicloud:vpc/natGateway:NatGateway',
  'alicloud:vpc/network:Network',
  'alicloud:vpc/switch:Switch',
  'aws:autoscaling/group:Group',
  'aws:ec2/natGateway:NatGateway',
  'aws:ec2/subnet:Subnet',
  'aws:ec2/vpc:Vpc',
  'aws:elasticache/replicationGroup:ReplicationGroup',
  'aws:lb/loadBalancer:LoadBalancer',
  'aws:s3/bucket:Bucket',
];

interface Change {
  name: string;
  from: string;
  to: string;
  /** Exactly these steps; absent: any, but no replacement of what lasts. */
  steps?: string[];
}

const CHANGES: Record<string, Change[]> = {
  staging: [
    {
      name: 'a bound',
      from: 'min: 1, max: 4, desired: 2',
      to: 'min: 1, max: 5, desired: 2',
      steps: ['update aws:autoscaling/group:Group eu-central-1/mirror-serve'],
    },
    {
      name: 'the owner',
      from: '{owner: iac, min: 1, max: 4, desired: 2}',
      to: '{owner: autoscaler, min: 1, max: 4}',
    },
    {
      name: 'the target of a rule',
      from: 'target: 60',
      to: 'target: 65',
      steps: ['update aws:autoscaling/policy:Policy eu-central-1/git/cpu'],
    },
    { name: 'a tag', from: 'team: dev-platform', to: 'team: other' },
    { name: 'a further zone', from: 'eu-central-1b]', to: 'eu-central-1b, eu-central-1c]' },
    {
      name: 'the order of zones',
      from: '[eu-central-1a, eu-central-1b]',
      to: '[eu-central-1b, eu-central-1a]',
    },
    {
      name: "a listener's port",
      from: 'ssh: 22',
      to: 'ssh: 2022',
      steps: [
        'update aws:lb/listener:Listener eu-central-1/git/ssh',
        'update aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule eu-central-1/git/balancer/ssh',
      ],
    },
    {
      name: 'a larger Redis',
      from: 'memoryGiB: 1',
      to: 'memoryGiB: 3',
      steps: ['update aws:elasticache/replicationGroup:ReplicationGroup eu-central-1/redis'],
    },
  ],
  'cn-prod': [
    { name: 'a tag', from: 'team: dev-platform', to: 'team: other' },
    {
      name: 'a further zone',
      from: '[cn-beijing-k, cn-beijing-l]',
      to: '[cn-beijing-k, cn-beijing-l, cn-beijing-j]',
      steps: [
        'create alicloud:vpc/switch:Switch cn-beijing/network/cn-beijing-j',
        'update alicloud:ess/scalingGroup:ScalingGroup cn-beijing/mirror-serve',
      ],
    },
    {
      name: 'the order of zones',
      from: '[cn-hongkong-b, cn-hongkong-c]',
      to: '[cn-hongkong-c, cn-hongkong-b]',
      steps: ['update alicloud:ess/scalingGroup:ScalingGroup cn-hongkong/mirror-sync'],
    },
    {
      // The listener is a new one; its servers stay behind it.
      name: "a network balancer's port",
      from: 'ssh: 22',
      to: 'ssh: 2022',
      steps: [
        'replace alicloud:ecs/securityGroupRule:SecurityGroupRule cn-hangzhou/git/balancer/allow-ssh',
        'replace alicloud:ecs/securityGroupRule:SecurityGroupRule cn-hangzhou/git/balancer/deny-ssh-198.51.100.0/24',
        'replace alicloud:nlb/listener:Listener cn-hangzhou/git/ssh',
      ],
    },
    {
      name: "a classic balancer's port",
      from: 'listeners: {http: 80}}',
      to: 'listeners: {http: 8000}}',
      steps: [
        'replace alicloud:slb/listener:Listener cn-hangzhou/serve/http',
        'update alicloud:cdn/domainNew:DomainNew cdn/mirrors',
      ],
    },
    {
      name: 'a schedule',
      from: 'cron: "30 8 * * 1-5", desired: 6',
      to: 'cron: "0 8 * * 1-5", desired: 7',
      steps: ['update alicloud:ess/scheduledTask:ScheduledTask cn-beijing/mirror-serve/workday'],
    },
    {
      name: 'a larger Redis',
      from: 'memoryGiB: 4',
      to: 'memoryGiB: 8',
      steps: ['update alicloud:kvstore/instance:Instance cn-hangzhou/redis'],
    },
  ],
};

/** Parts that can only be made anew: which operation comes before which. */
const SUCCESSIONS: Record<string, { edits: [from: string, to: string][]; order: [string, string][] }> = {
  staging: {
    edits: [['{track: cpu, target: 60}', '{simple: cpu, above: 90, add: 2}']],
    order: [
      [
        'create policy:Policy::eu-central-1/git/cpu-simple-above',
        'delete policy:Policy::eu-central-1/git/cpu',
      ],
    ],
  },
  'cn-prod': {
    edits: [
      ['{track: cpu, target: 60}', '{simple: cpu, above: 90, add: 2}'],
      ['ssh: 22', 'ssh: 2022'],
    ],
    order: [
      [
        'create scalingRule:ScalingRule::cn-hangzhou/git/cpu-simple-above',
        'delete scalingRule:ScalingRule::cn-hangzhou/git/cpu',
      ],
      ['create listener:Listener::cn-hangzhou/git/ssh', 'delete listener:Listener::cn-hangzhou/git/ssh'],
      // Nobody who is denied gets in by the new port, nor is anybody else shut out on the way.
      [
        'create securityGroupRule:SecurityGroupRule::cn-hangzhou/git/balancer/deny-ssh-198.51.100.0/24',
        'create listener:Listener::cn-hangzhou/git/ssh',
      ],
      [
        'create securityGroupRule:SecurityGroupRule::cn-hangzhou/git/balancer/allow-ssh',
        'delete securityGroupRule:SecurityGroupRule::cn-hangzhou/git/balancer/allow-ssh',
      ],
    ],
  },
};

describe.each(Object.entries(CHANGES))('a change of one line in %s', (stack, table) => {
  const project = new TestProject(stack);
  let original: string;

  beforeAll(async () => {
    await project.init();
    await project.up();
    original = readFileSync(project.stackFile, 'utf8');
  });
  afterAll(() => project.remove());

  it.each(table)(
    '$name changes what it should, and replaces nothing that lasts',
    async ({ from, to, steps }) => {
      writeFileSync(project.stackFile, original);
      project.editSite(from, to);
      const found = changes(await project.preview());
      expect(found).not.toEqual([]);
      if (steps) expect(found).toEqual(steps);
      const replaced = found.filter((step) => step.startsWith('replace ') || step.startsWith('delete '));
      expect(replaced.filter((step) => LASTING.includes(step.split(' ')[1]!))).toEqual([]);
    },
  );

  it('what can only be made anew is there before the old one goes', async () => {
    const { edits, order } = SUCCESSIONS[stack]!;
    writeFileSync(project.stackFile, original);
    for (const [from, to] of edits) project.editSite(from, to);
    const earlier = project.operations().length;
    await project.up();
    const done = project.operations().slice(earlier);
    const place = (wanted: string): number => {
      const [operation = '', what = ''] = wanted.split(' ');
      const at = done.findIndex((line) => line.startsWith(`${operation} `) && line.endsWith(what));
      if (at < 0) throw new Error(`no ${wanted} among:\n${done.join('\n')}`);
      return at;
    };
    for (const [first, then] of order) expect(place(first), first).toBeLessThan(place(then));
  });
});
