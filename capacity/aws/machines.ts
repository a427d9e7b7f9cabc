import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { EC2, Instance } from '@aws-sdk/client-ec2';
import { ATTACHED_TAG, type GroupPlace, type Machines, parts } from '../machines.ts';
import type { InstanceFacts } from '../attachment.ts';
import { toGroupError } from './errors.ts';
import { type AwsAccount, openAwsWithEc2 } from './session.ts';

/** Instances that DescribeAutoScalingInstances takes (2026-11-22, docs.aws.amazon.com/autoscaling/ec2/APIReference). */
const PER_CALL = 50;

/** EC2's instances, of which Auto Scaling tells the groups. */
export class AwsMachines implements Machines {
  readonly #region: string;
  readonly #autoScaling: AutoScaling;
  readonly #ec2: EC2;

  constructor(region: string, clients: { autoScaling: AutoScaling; ec2: EC2 }) {
    this.#region = region;
    this.#autoScaling = clients.autoScaling;
    this.#ec2 = clients.ec2;
  }

  async read(ids: readonly string[]): Promise<InstanceFacts[]> {
    return await this.#ask(async () => {
      const found = await Promise.all(parts(ids, PER_CALL).map((some) => this.#read(some)));
      return found.flat();
    });
  }

  async placeOf(group: string): Promise<GroupPlace> {
    return await this.#ask(async () => {
      const { AutoScalingGroups = [] } = await this.#autoScaling.describeAutoScalingGroups({
        AutoScalingGroupNames: [group],
      });
      const [{ VPCZoneIdentifier = '', AvailabilityZones = [] } = {}] = AutoScalingGroups;
      const SubnetIds = VPCZoneIdentifier.split(',').filter(Boolean);
      const { Subnets = [] } = SubnetIds.length > 0 ? await this.#ec2.describeSubnets({ SubnetIds }) : {};
      return { network: Subnets[0]?.VpcId ?? '', zones: AvailabilityZones };
    });
  }

  async mark(ids: readonly string[], mark: string): Promise<void> {
    const Tags = [{ Key: ATTACHED_TAG, Value: mark }];
    await this.#ask(() => this.#ec2.createTags({ Resources: [...ids], Tags }));
  }

  close(): void {
    this.#autoScaling.destroy();
    this.#ec2.destroy();
  }

  async #read(ids: string[]): Promise<InstanceFacts[]> {
    // A filter, for which an id that is nobody's is no error.
    const Filters = [{ Name: 'instance-id', Values: ids }];
    const [{ Reservations = [] }, { AutoScalingInstances = [] }] = await Promise.all([
      this.#ec2.describeInstances({ Filters }),
      this.#autoScaling.describeAutoScalingInstances({ InstanceIds: ids }),
    ]);
    const groups = new Map(
      AutoScalingInstances.map(({ InstanceId, AutoScalingGroupName }) => [InstanceId, AutoScalingGroupName]),
    );
    return Reservations.flatMap(({ Instances = [] }) => Instances).map((instance) =>
      factsOf(instance, this.#region, groups.get(instance.InstanceId)),
    );
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toGroupError(error, `AWS ${this.#region}`);
    }
  }
}

function factsOf(instance: Instance, region: string, group: string | undefined): InstanceFacts {
  const { InstanceId = '', Placement, VpcId = '', State, Tags = [] } = instance;
  const mark = Tags.find(({ Key }) => Key === ATTACHED_TAG)?.Value;
  return {
    id: InstanceId,
    region,
    zone: Placement?.AvailabilityZone ?? '',
    network: VpcId,
    state: State?.Name ?? 'unknown',
    ...(group === undefined ? {} : { group }),
    ...(mark === undefined ? {} : { mark }),
  };
}

export async function openAwsMachines(region: string, account: AwsAccount | undefined): Promise<Machines> {
  return new AwsMachines(region, await openAwsWithEc2(region, account));
}
