import { GroupError } from '../group-error.ts';
import { ATTACHED_TAG, type GroupPlace, type Machines, parts } from '../machines.ts';
import type { InstanceFacts } from '../attachment.ts';
import type { EcsInstance, ScalingGroup, ScalingInstance } from './answers.ts';
import type { RpcService } from './rpc.ts';
import { type AlicloudAccount, openEssWithEcs } from './session.ts';

/** Instances that DescribeScalingInstances takes (2026-11-22, help.aliyun.com, ESS 2022-02-22); the others take more. */
const PER_CALL = 20;

/** ECS's instances, of which ESS tells the groups. */
export class AlicloudMachines implements Machines {
  readonly #region: string;
  readonly #ess: RpcService;
  readonly #ecs: RpcService;

  constructor(region: string, { ess, ecs }: { ess: RpcService; ecs: RpcService }) {
    this.#region = region;
    this.#ess = ess;
    this.#ecs = ecs;
  }

  async read(ids: readonly string[]): Promise<InstanceFacts[]> {
    const found = await Promise.all(parts(ids, PER_CALL).map((some) => this.#read(some)));
    return found.flat();
  }

  /** Attaching minds no zones here. */
  async placeOf(group: string): Promise<GroupPlace> {
    const request = { RegionId: this.#region, ScalingGroupIds: [group] };
    const answer = await this.#ess.call<{ ScalingGroups: ScalingGroup[] }>('DescribeScalingGroups', request);
    const [found] = answer.ScalingGroups;
    if (!found) throw new GroupError('no-group', `${this.#region}: there is no scaling group ${group}`);
    return { network: found.VpcId ?? '', zones: [] };
  }

  async mark(ids: readonly string[], mark: string): Promise<void> {
    for (const ResourceId of parts(ids, PER_CALL)) {
      await this.#ecs.call('TagResources', {
        RegionId: this.#region,
        ResourceType: 'instance',
        ResourceId,
        Tag: [{ Key: ATTACHED_TAG, Value: mark }],
      });
    }
  }

  close(): void {
    this.#ess.close();
    this.#ecs.close();
  }

  async #read(ids: string[]): Promise<InstanceFacts[]> {
    const RegionId = this.#region;
    const [{ Instances }, { ScalingInstances }] = await Promise.all([
      this.#ecs.call<{ Instances: { Instance: EcsInstance[] } }>('DescribeInstances', {
        RegionId,
        InstanceIds: JSON.stringify(ids),
        PageSize: PER_CALL,
      }),
      this.#ess.call<{ ScalingInstances: ScalingInstance[] }>('DescribeScalingInstances', {
        RegionId,
        InstanceIds: ids,
        PageSize: PER_CALL,
      }),
    ]);
    const groups = new Map(
      ScalingInstances.map(({ InstanceId, ScalingGroupId }) => [InstanceId, ScalingGroupId]),
    );
    return Instances.Instance.map((instance) => factsOf(instance, RegionId, groups.get(instance.InstanceId)));
  }
}

function factsOf(instance: EcsInstance, region: string, group: string | undefined): InstanceFacts {
  const { InstanceId, ZoneId, Status, ImageId, InstanceType, VpcAttributes, Tags } = instance;
  const mark = Tags?.Tag?.find(({ TagKey }) => TagKey === ATTACHED_TAG)?.TagValue;
  return {
    id: InstanceId,
    region,
    zone: ZoneId,
    network: VpcAttributes?.VpcId || 'the classic one',
    state: Status.toLowerCase(),
    ...(ImageId === undefined ? {} : { image: ImageId }),
    ...(InstanceType === undefined ? {} : { type: InstanceType }),
    ...(group === undefined ? {} : { group }),
    ...(mark === undefined ? {} : { mark }),
  };
}

export async function openAlicloudMachines(
  region: string,
  account: AlicloudAccount | undefined,
): Promise<Machines> {
  return new AlicloudMachines(region, await openEssWithEcs(region, account));
}
