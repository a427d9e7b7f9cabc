import { Group } from '@pulumi/aws/autoscaling/group.js';
import { LaunchTemplate } from '@pulumi/aws/ec2/launchTemplate.js';
import { type ComponentResource, type Resource, interpolate, output } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import type { ScalingGroupFacts } from '../../platform.ts';
import { createGroupAlarms } from './alarms.ts';
import { bootData } from './boot-data.ts';
import { type AwsContext, within } from './context.ts';
import { keepHooks, prepareHooks } from './hooks.ts';
import { imageId } from './images.ts';
import { createIdentity } from './identity.ts';
import { launchTemplateArgs } from './launch-template-args.ts';
import type { AwsLoadBalancer } from './load-balancer.ts';
import type { AwsNetwork } from './network.ts';
import { createRules } from './rules.ts';
import { ignoredChanges, scalingGroupArgs } from './scaling-group-args.ts';
import { createSecurityGroup } from './security-group.ts';
import { instanceEgress, instanceIngress } from './security-rules.ts';
import type { WorkGround } from './workload-settings.ts';

/** What must exist before a group's first instance. */
export interface Groundwork extends WorkGround {
  network: AwsNetwork;
  balancers: AwsLoadBalancer[];
  /** Secrets, and what instances start from. */
  others: Resource[];
}

/** The group is created with its target groups and hooks, after everything that its first instance must find. */
export function createScalingGroup(
  context: AwsContext,
  node: GroupNode,
  ground: Groundwork,
  parent: ComponentResource,
): ScalingGroupFacts {
  const { plan } = context;
  const { network, balancers } = ground;
  const given = context.given?.groups?.get(node.id) ?? {};
  const userData = node.workload === 'own' ? given.userData : bootData(context, node, ground);
  const options = within(context, parent);
  const rules = { ingress: instanceIngress(balancers), egress: instanceEgress(node, network.reach) };
  const guard = createSecurityGroup(context, node.id, network, rules, parent);
  const profile = createIdentity(context, node, parent);
  const template = new LaunchTemplate(
    node.id,
    launchTemplateArgs(plan, node, {
      securityGroupIds: [guard.group.id, ...(given.securityGroupIds ?? [])],
      instanceProfileArn: profile,
      imageId:
        given.image === undefined
          ? imageId(node.image, node.id)
          : output(given.image).apply((image) => imageId(image, node.id)),
      ...(userData !== undefined && { userData }),
    }),
    options,
  );
  const hooks = prepareHooks(context, node, parent);
  const group = new Group(
    node.id,
    scalingGroupArgs(plan, node, {
      subnetIds: network.instances.map((subnet) => subnet.id),
      targetGroupArns: [
        ...balancers.flatMap((balancer) => balancer.targetGroupArns),
        ...(given.targetGroupArns ?? []),
      ],
      launchTemplate: { id: template.id, version: interpolate`${template.latestVersion}` },
      hooks: hooks.initial,
      ...(given.capacity && { capacity: given.capacity }),
    }),
    within(context, parent, {
      ignoreChanges: ignoredChanges(node),
      dependsOn: [...guard.rules, ...network.egress, ...hooks.before, ...ground.others],
    }),
  );
  keepHooks(context, node, hooks, group.name, parent);
  createRules(context, node, group, parent);
  createGroupAlarms(context, node, parent);
  return { groupId: group.id };
}
