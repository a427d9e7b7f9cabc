import { type Input, output } from '@pulumi/pulumi';
import type { LaunchTemplateArgs } from '@pulumi/aws/ec2/launchTemplate.js';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags } from '../../tags.ts';

/** Debian's root device. */
const ROOT_DEVICE = '/dev/xvda';

/** What instances are made of: encrypted disk, metadata only by session token and not beyond the instance itself. */
export function launchTemplateArgs(
  plan: Plan,
  node: GroupNode,
  ground: {
    securityGroupIds: Input<string>[];
    instanceProfileArn: Input<string>;
    imageId: Input<string>;
    userData?: Input<string>;
  },
): LaunchTemplateArgs {
  const tags = { ...groupTags(plan, node), Name: cloudName(plan.stack, node.id, 255) };
  return {
    name: cloudName(plan.stack, node.id, 128),
    imageId: ground.imageId,
    ...(node.instanceTypes[0] !== undefined && { instanceType: node.instanceTypes[0] }),
    updateDefaultVersion: true,
    vpcSecurityGroupIds: ground.securityGroupIds,
    iamInstanceProfile: { arn: ground.instanceProfileArn },
    ...(ground.userData !== undefined && {
      userData: output(ground.userData).apply((text) => Buffer.from(text).toString('base64')),
    }),
    // Rules look at single minutes; without it the cloud measures five at a time.
    monitoring: { enabled: true },
    metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      {
        deviceName: ROOT_DEVICE,
        ebs: { volumeSize: 40, volumeType: 'gp3', encrypted: 'true', deleteOnTermination: 'true' },
      },
    ],
    tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
    tags,
  };
}
