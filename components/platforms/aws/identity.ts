import { InstanceProfile } from '@pulumi/aws/iam/instanceProfile.js';
import { Role } from '@pulumi/aws/iam/role.js';
import { RolePolicy } from '@pulumi/aws/iam/rolePolicy.js';
import type { ComponentResource, Output } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags } from '../../tags.ts';
import { INSTANCE_TRUST, accessPolicy } from './access-policy.ts';
import { type AwsContext, within } from './context.ts';

/** The instance profile of a group; its ARN becomes known once its role may do what it should. */
export function createIdentity(
  context: AwsContext,
  node: GroupNode,
  parent: ComponentResource,
): Output<string> {
  const { plan } = context;
  const options = within(context, parent);
  const tags = groupTags(plan, node);
  const name = cloudName(plan.stack, node.id, 64);
  const role = new Role(node.id, { name, assumeRolePolicy: INSTANCE_TRUST, tags }, options);
  const policy = new RolePolicy(
    node.id,
    { name: 'instances', role: role.name, policy: accessPolicy(plan, node) },
    options,
  );
  const profile = new InstanceProfile(
    node.id,
    { name, role: role.name, tags },
    within(context, parent, { dependsOn: [policy] }),
  );
  return profile.arn;
}
