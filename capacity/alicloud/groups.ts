import type { StackGroup } from '../stack-groups.ts';
import type { ScalingGroup } from './answers.ts';
import { AlicloudGroup } from './group.ts';
import { listPages } from './pages.ts';
import type { RpcService } from './rpc.ts';
import { openEss, type AlicloudAccount } from './session.ts';

/** Opens the groups of a stack in a region: found by their tags, so that one that nobody declares is found as well. */
export async function openAlicloudGroups(
  region: string,
  account: AlicloudAccount | undefined,
  stack: string,
): Promise<{ groups: StackGroup[]; close: () => void }> {
  const ess = await openEss(region, account);
  try {
    return { groups: await findGroups(ess, region, stack), close: () => ess.close() };
  } catch (error) {
    ess.close();
    throw error;
  }
}

async function findGroups(ess: RpcService, region: string, stack: string): Promise<StackGroup[]> {
  const found = await listPages<ScalingGroup>(ess, 'DescribeScalingGroups', 'ScalingGroups', {
    RegionId: region,
    Tags: [{ Key: 'skerry:stack', Value: stack }],
  });
  return await Promise.all(
    found.map(async (answer) => {
      const { ScalingGroupId, ScalingGroupName, Tags = [] } = answer;
      const tag = Tags.find(({ TagKey }) => TagKey === 'skerry:group');
      const id = tag?.TagValue ?? `${region}/${ScalingGroupName}`;
      const group = new AlicloudGroup(ess, region, ScalingGroupId, id);
      return { id, name: ScalingGroupId, state: await group.readAs(answer), group };
    }),
  );
}
