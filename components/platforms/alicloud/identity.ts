import { Policy } from '@pulumi/alicloud/ram/policy.js';
import { Role } from '@pulumi/alicloud/ram/role.js';
import { RolePolicyAttachment } from '@pulumi/alicloud/ram/rolePolicyAttachment.js';
import { type ComponentResource, type Output } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags } from '../../tags.ts';
import { INSTANCE_TRUST, accessPolicy } from './access-policy.ts';
import { type AlicloudContext, within } from './context.ts';

/** The role of a group's instances; its name becomes known once it may do what it should. */
export function createIdentity(
  context: AlicloudContext,
  node: GroupNode,
  scalingGroupId: Output<string>,
  parent: ComponentResource,
): Output<string> {
  const { plan } = context;
  const options = within(context, parent);
  const name = cloudName(plan.stack, node.id, 64);
  const role = new Role(
    node.id,
    { roleName: name, assumeRolePolicyDocument: INSTANCE_TRUST, tags: groupTags(plan, node) },
    options,
  );
  const policy = new Policy(
    node.id,
    {
      policyName: name,
      policyDocument: scalingGroupId.apply((id) => accessPolicy(plan, node, id)),
      tags: groupTags(plan, node),
    },
    options,
  );
  const attachment = new RolePolicyAttachment(
    node.id,
    { roleName: role.id, policyName: policy.id, policyType: 'Custom' },
    options,
  );
  return attachment.roleName;
}
