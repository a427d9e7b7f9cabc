import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { StackGroup } from '../stack-groups.ts';
import { toGroupError } from './errors.ts';
import { AwsGroup } from './group.ts';
import { openAws, type AwsAccount } from './session.ts';
import { stateOf } from './state.ts';

/** Opens the groups of a stack in a region: found by their tags, so that one that nobody declares is found as well. */
export async function openAwsGroups(
  region: string,
  account: AwsAccount | undefined,
  stack: string,
): Promise<{ groups: StackGroup[]; close: () => void }> {
  const client = await openAws(region, account);
  try {
    return { groups: await findGroups(client, region, stack), close: () => client.destroy() };
  } catch (error) {
    client.destroy();
    throw toGroupError(error, `AWS ${region}`);
  }
}

async function findGroups(client: AutoScaling, region: string, stack: string): Promise<StackGroup[]> {
  const Filters = [{ Name: 'tag:skerry:stack', Values: [stack] }];
  const found: StackGroup[] = [];
  for await (const { AutoScalingGroups = [] } of client.paginateDescribeAutoScalingGroups({ Filters })) {
    for (const group of AutoScalingGroups) {
      const { AutoScalingGroupName = '', Tags = [] } = group;
      const id = Tags.find(({ Key }) => Key === 'skerry:group')?.Value ?? `${region}/${AutoScalingGroupName}`;
      found.push({
        id,
        name: AutoScalingGroupName,
        state: stateOf(group, id),
        group: new AwsGroup(client, AutoScalingGroupName, id),
      });
    }
  }
  return found;
}
