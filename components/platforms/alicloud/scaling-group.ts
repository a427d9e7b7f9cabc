import { ScalingConfiguration } from '@pulumi/alicloud/ess/scalingConfiguration.js';
import { ScalingGroup } from '@pulumi/alicloud/ess/scalingGroup.js';
import { type ComponentResource, type Input, type Output, type Resource, output } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import type { ScalingGroupFacts } from '../../platform.ts';
import { type BootGround, bootData } from './boot-data.ts';
import { type AlicloudContext, within } from './context.ts';
import { attachBalancers } from './group-balancers.ts';
import { createLifecycle } from './group-lifecycle.ts';
import { createRules } from './group-rules.ts';
import { imageId } from './images.ts';
import { createIdentity } from './identity.ts';
import type { AlicloudLoadBalancer } from './load-balancer.ts';
import { lookedInto, metricStores } from './metrics.ts';
import type { AlicloudNetwork } from './network.ts';
import type { RegionAlerts } from './region-alerts.ts';
import type { RegionMonitoring } from './region-monitoring.ts';
import type { RegionSecrets } from './region-secrets.ts';
import { scalingConfigurationArgs } from './scaling-configuration-args.ts';
import { ignoredChanges, scalingGroupArgs } from './scaling-group-args.ts';
import { createSecurityGroup } from './security-group.ts';
import { instanceRules } from './security-group-args.ts';

/** What must exist before a group's first instance, whichever group it is. */
export interface Groundwork {
  network: AlicloudNetwork;
  balancers: AlicloudLoadBalancer[];
  monitoring: RegionMonitoring;
  alerts: RegionAlerts;
  secrets: RegionSecrets;
  /** What instances start from, in their release bucket. */
  kit: Resource[];
  mirrorsUrl: Input<string> | undefined;
  filesUrl: Input<string> | undefined;
  redis: { host: Input<string>; port: Input<number> } | undefined;
}

/**
 * The group is created inactive. Its hooks and its places behind balancers come next, and only then the configuration
 * that enables it: no instance starts before.
 */
export function createScalingGroup(
  context: AlicloudContext,
  node: GroupNode,
  ground: Groundwork,
  parent: ComponentResource,
): ScalingGroupFacts {
  const { plan } = context;
  const given = context.given?.groups?.get(node.id) ?? {};
  const { network, balancers, monitoring, alerts, secrets } = ground;
  const vswitchIds = network.vswitches.map(({ vswitch }) => vswitch.id);
  const group = new ScalingGroup(
    node.id,
    scalingGroupArgs(plan, node, vswitchIds, given.capacity),
    within(context, parent, { ignoreChanges: ignoredChanges(node) }),
  );
  const nodes = balancers.map((balancer) => balancer.node);
  const guard = createSecurityGroup(context, node.id, network, instanceRules(network, nodes), parent);
  const stores = metricStores(node);
  const lifecycle = createLifecycle(context, node, group, () => alerts.arn(), parent);
  const before: Resource[] = [
    ...lifecycle.all,
    ...ground.kit,
    ...attachBalancers(context, node, group, balancers, parent),
    ...guard.rules,
    ...network.egress,
    ...secrets.of(node),
    ...(stores.namespace ? [monitoring.namespace()] : []),
  ];
  new ScalingConfiguration(
    node.id,
    scalingConfigurationArgs(plan, node, {
      scalingGroupId: group.id,
      securityGroupIds: [guard.group.id, ...(given.securityGroupIds ?? [])],
      imageId:
        given.image === undefined
          ? imageId(node.image, node.id)
          : output(given.image).apply((image) => imageId(image, node.id)),
      roleName: createIdentity(context, node, group.id, parent),
      ...userDataOf(context, node, {
        scalingGroupId: group.id,
        hookIds: lifecycle.ownHookIds,
        mirrorsUrl: ground.mirrorsUrl,
        filesUrl: ground.filesUrl,
        redis: ground.redis,
        monitorGroupId: lookedInto(plan, node).custom ? monitoring.monitorGroupId() : undefined,
      }),
    }),
    within(context, parent, { dependsOn: before }),
  );
  createRules(
    context,
    node,
    group,
    stores.custom ? monitoring.monitorGroupId().apply(Number) : undefined,
    parent,
  );
  alerts.mirror(node, parent);
  return { groupId: group.id };
}

/** Skerry's own, where its workload runs there and its releases are signed; else the program's, if it brings any. */
function userDataOf(
  context: AlicloudContext,
  node: GroupNode,
  ground: BootGround,
): { userData?: Output<string> } {
  if (node.workload !== 'own')
    return context.plan.releases ? { userData: bootData(context, node, ground) } : {};
  const text = context.given?.groups?.get(node.id)?.userData;
  if (text === undefined) return {};
  return { userData: output(text).apply((known) => Buffer.from(known).toString('base64')) };
}
