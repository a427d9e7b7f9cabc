import { Group } from '@pulumi/aws/autoscaling/group.js';
import { LifecycleHook } from '@pulumi/aws/autoscaling/lifecycleHook.js';
import { Policy } from '@pulumi/aws/autoscaling/policy.js';
import { Schedule } from '@pulumi/aws/autoscaling/schedule.js';
import { LaunchTemplate } from '@pulumi/aws/ec2/launchTemplate.js';
import { type ComponentResource, interpolate } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import type { ScalingGroupFacts } from '../../platform.ts';
import { type AwsContext, within } from './context.ts';
import { createIdentity } from './identity.ts';
import { launchTemplateArgs } from './launch-template-args.ts';
import type { AwsLoadBalancer } from './load-balancer.ts';
import type { AwsNetwork } from './network.ts';
import { drainHook, ignoredChanges, scalingGroupArgs } from './scaling-group-args.ts';
import { scalingPolicyArgs, scheduleArgs } from './scaling-policy-args.ts';
import { createSecurityGroup } from './security-group.ts';
import { instanceEgress, instanceIngress } from './security-rules.ts';

/** The group is created with its target groups and hooks, after everything that its first instance must find. */
export function createScalingGroup(
  context: AwsContext,
  node: GroupNode,
  network: AwsNetwork,
  balancers: readonly AwsLoadBalancer[],
  parent: ComponentResource,
): ScalingGroupFacts {
  const { plan } = context;
  const options = within(context, parent);
  const rules = { ingress: instanceIngress(balancers), egress: instanceEgress(node, network.reach) };
  const guard = createSecurityGroup(context, node.id, network, rules, parent);
  const profile = createIdentity(context, node, parent);
  const template = new LaunchTemplate(
    node.id,
    launchTemplateArgs(plan, node, guard.group.id, profile),
    options,
  );
  const group = new Group(
    node.id,
    scalingGroupArgs(plan, node, {
      subnetIds: network.instances.map((subnet) => subnet.id),
      targetGroupArns: balancers.flatMap((balancer) => balancer.targetGroupArns),
      launchTemplate: { id: template.id, version: interpolate`${template.latestVersion}` },
    }),
    within(context, parent, {
      ignoreChanges: ignoredChanges(node),
      dependsOn: [...guard.rules, ...network.egress],
    }),
  );
  new LifecycleHook(`${node.id}/drain`, { ...drainHook(node), autoscalingGroupName: group.name }, options);
  for (const rule of node.rules) {
    if (rule.kind === 'track')
      new Policy(`${node.id}/${rule.name}`, scalingPolicyArgs(plan, node, rule, group.name), options);
  }
  for (const schedule of node.schedules) {
    new Schedule(`${node.id}/${schedule.name}`, scheduleArgs(plan, schedule, group.name), options);
  }
  return { groupId: group.id };
}
