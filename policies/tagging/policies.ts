import type { Policy, ResourcePolicy, Verdict } from '../policy.ts';
import { isGiven } from '../values.ts';

const STACK = ['skerry:stack', 'skerry:region'];
const GROUP = [...STACK, 'skerry:group', 'skerry:workload', 'skerry:capacity-owner'];

type Tags = Record<string, string> | readonly { key?: string; value?: string }[] | null | undefined;
type Tagged = { tags?: Tags };

const missing = (wanted: readonly string[]) => (inputs: Tagged) => lacks(inputs, wanted);
const ofStack = missing(STACK);
const ofGroup = missing(GROUP);

export const tagging: readonly Policy[] = [
  {
    id: 'tagging/stack-and-region',
    severity: 'low',
    summary: 'What costs something says by its tags which stack and region it belongs to.',
    why: 'Bills are split and leftovers are found by these tags; what has none belongs to nobody.',
    remediation: 'Tag it with skerry:stack and skerry:region, as components do.',
    source: 'own; the AWS Resource Tagging Standard of Security Hub asks for tags of any kind',
    words: ['site:tags'],
    judges: {
      'aws:ec2/eip:Eip': ofStack,
      'aws:ec2/natGateway:NatGateway': ofStack,
      'aws:ec2/vpc:Vpc': ofStack,
      'aws:elasticache/replicationGroup:ReplicationGroup': ofStack,
      'aws:lb/loadBalancer:LoadBalancer': ofStack,
      'aws:s3/bucket:Bucket': ofStack,
      'alicloud:ecs/eipAddress:EipAddress': ofStack,
      'alicloud:kvstore/instance:Instance': ofStack,
      'alicloud:nlb/loadBalancer:LoadBalancer': ofStack,
      'alicloud:oss/bucket:Bucket': ofStack,
      'alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer': ofStack,
      'alicloud:vpc/natGateway:NatGateway': ofStack,
      'alicloud:vpc/network:Network': ofStack,
    },
  } satisfies ResourcePolicy,
  {
    id: 'tagging/group-and-owner',
    severity: 'low',
    summary: 'Groups and their instances say by their tags what they run and who moves their number.',
    why: 'Whoever is paged sees from the tag whether a number was set by a person or by an autoscaler.',
    remediation: 'Tag them with skerry:group, skerry:workload and skerry:capacity-owner as well.',
    source: 'own',
    words: ['site:tags'],
    judges: {
      'aws:autoscaling/group:Group': ofGroup,
      'aws:ec2/launchTemplate:LaunchTemplate': ofGroup,
      'alicloud:ess/scalingConfiguration:ScalingConfiguration': ofGroup,
      'alicloud:ess/scalingGroup:ScalingGroup': ofGroup,
    },
  } satisfies ResourcePolicy,
  {
    id: 'tagging/instances-inherit',
    severity: 'low',
    summary: 'Instances take over the tags of their group.',
    why: 'An instance without them is found by nobody who looks for what a group has left.',
    remediation: 'Set propagateAtLaunch for each tag of the group.',
    source: 'own',
    judges: {
      'aws:autoscaling/group:Group': ({ tags }) => {
        const kept = (tags ?? []).filter(({ propagateAtLaunch }) => !propagateAtLaunch);
        return kept.length > 0 && `instances don’t get ${kept.map(({ key }) => key).join(', ')}`;
      },
    },
  },
];

function lacks(inputs: Tagged, wanted: readonly string[]): Verdict {
  const { tags } = inputs;
  const has = (key: string): boolean =>
    Array.isArray(tags)
      ? (tags as readonly { key?: string }[]).some((tag) => tag.key === key)
      : isGiven(tags ?? {}, key);
  const absent = wanted.filter((key) => !has(key));
  return absent.length > 0 && `lacks ${absent.join(', ')}`;
}
