import type { Plan, RegionPlan } from '../topology/plan/plan.ts';
import type { Machines } from './machines.ts';
import type { StackGroup } from './stack-groups.ts';

/** A stack's groups in a region of a cloud. The SDK of a cloud is loaded only where a region of it is. */
export async function openGroups(
  plan: Plan,
  { name, platform }: Pick<RegionPlan, 'name' | 'platform'>,
): Promise<{ groups: StackGroup[]; close: () => void }> {
  if (platform === 'aws') {
    const { openAwsGroups } = await import('./aws/groups.ts');
    return await openAwsGroups(name, plan.accounts.aws, plan.stack);
  }
  const { openAlicloudGroups } = await import('./alicloud/groups.ts');
  return await openAlicloudGroups(name, plan.accounts.alicloud, plan.stack);
}

/** The account's instances there. */
export async function openMachines(
  plan: Plan,
  { name, platform }: Pick<RegionPlan, 'name' | 'platform'>,
): Promise<Machines> {
  if (platform === 'aws') {
    const { openAwsMachines } = await import('./aws/machines.ts');
    return await openAwsMachines(name, plan.accounts.aws);
  }
  const { openAlicloudMachines } = await import('./alicloud/machines.ts');
  return await openAlicloudMachines(name, plan.accounts.alicloud);
}
