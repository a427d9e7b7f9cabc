import { AccessKey } from '@pulumi/alicloud/ram/accessKey.js';
import { Policy } from '@pulumi/alicloud/ram/policy.js';
import { User } from '@pulumi/alicloud/ram/user.js';
import { UserPolicyAttachment } from '@pulumi/alicloud/ram/userPolicyAttachment.js';
import { type CustomResourceOptions, type Output, all, secret } from '@pulumi/pulumi';
import type { BucketNode, GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags } from '../../tags.ts';
import { writerPolicy } from './access-policy.ts';

/**
 * A user whose key opens these buckets and nothing else: machines of another cloud have no role here. The key is a new one
 * whenever the user is; the parameter that holds it follows.
 */
export function createForeignWriter(
  plan: Plan,
  group: GroupNode,
  buckets: readonly BucketNode[],
  options: CustomResourceOptions,
): Output<string> {
  const id = `${group.id}/oss`;
  const name = cloudName(plan.stack, id, 64);
  const tags = groupTags(plan, group);
  const user = new User(id, { name, comments: `Skerry, ${group.id}`, tags }, options);
  const policy = new Policy(
    id,
    { policyName: name, policyDocument: writerPolicy(plan, buckets), tags },
    options,
  );
  const attachment = new UserPolicyAttachment(
    id,
    {
      userName: user.name,
      policyName: policy.policyName.apply((known) => known ?? name),
      policyType: 'Custom',
    },
    options,
  );
  const key = new AccessKey(id, { userName: attachment.userName }, options);
  return secret(
    all([key.id, key.secret]).apply(([accessKeyId, secretAccessKey]) =>
      JSON.stringify({ accessKeyId, secretAccessKey }),
    ),
  );
}
