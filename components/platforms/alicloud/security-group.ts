import { SecurityGroup } from '@pulumi/alicloud/ecs/securityGroup.js';
import { SecurityGroupRule } from '@pulumi/alicloud/ecs/securityGroupRule.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import { type AlicloudContext, within } from './context.ts';
import type { AlicloudNetwork } from './network.ts';
import { type NamedRule, securityGroupArgs } from './security-group-args.ts';

export interface GuardedGroup {
  group: SecurityGroup;
  rules: Resource[];
}

export function createSecurityGroup(
  context: AlicloudContext,
  id: string,
  network: AlicloudNetwork,
  rules: readonly NamedRule[],
  parent: ComponentResource,
): GuardedGroup {
  const options = within(context, parent);
  const group = new SecurityGroup(
    id,
    securityGroupArgs(context.plan, id, context.region.name, network.vpc.id),
    options,
  );
  return {
    group,
    rules: rules.map(
      ({ key, rule }) =>
        new SecurityGroupRule(`${id}/${key}`, { ...rule, securityGroupId: group.id }, options),
    ),
  };
}
