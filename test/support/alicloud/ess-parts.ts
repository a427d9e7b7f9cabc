import type { EssGroup, EssInstance, EssModel } from './ess-model.ts';
import { invalid, RpcError, type RpcParams } from './rpc-server.ts';

/** Parts of ESS's actions: what they read, refuse and describe. */
const PROCESSES = ['ScaleIn', 'ScaleOut', 'HealthCheck', 'AlarmNotification', 'ScheduledAction'];

export function page(params: RpcParams, member: string, all: object[]): object {
  const number = params.number('PageNumber') ?? 1;
  const size = params.number('PageSize') ?? 10;
  if (size < 1 || size > 50) throw invalid('PageSize', String(size));
  const first = (number - 1) * size;
  return {
    [member]: all.slice(first, first + size),
    TotalCount: all.length,
    PageNumber: number,
    PageSize: size,
  };
}

export function tagsOf(params: RpcParams): [string, string][] {
  const tags: [string, string][] = [];
  for (let index = 1; ; index += 1) {
    const key = params.text(`Tags.${index}.Key`);
    if (key === undefined) return tags;
    tags.push([key, params.text(`Tags.${index}.Value`) ?? '']);
  }
}

/** `Checkpoints.1.Percentage`… */
export function percentages(params: RpcParams): number[] {
  const found: number[] = [];
  for (let index = 1; ; index += 1) {
    const percentage = params.number(`Checkpoints.${index}.Percentage`);
    if (percentage === undefined) return found;
    found.push(percentage);
  }
}

export function idsOf(params: RpcParams): string[] {
  const ids = params.list('InstanceIds');
  if (ids.length === 0 || ids.length > 20) throw invalid('InstanceIds', ids.join());
  return ids;
}

export function processesOf(params: RpcParams): string[] {
  const names = params.list('Processes');
  const stranger = names.find((name) => !PROCESSES.includes(name));
  if (names.length === 0 || stranger !== undefined) throw invalid('Processes', stranger ?? '');
  return names;
}

export function requireIdle(group: EssGroup): void {
  if (!group.active) {
    const message = 'The current status of the specified scaling group does not support this action.';
    throw new RpcError(400, 'IncorrectScalingGroupStatus', message);
  }
  if (!group.busy) return;
  throw new RpcError(
    400,
    'ScalingActivityInProgress',
    'You cannot do this while a scaling activity is in progress.',
  );
}

export function attachable(model: EssModel, group: EssGroup, id: string): EssInstance {
  const instance = model.instances.get(id) ?? noInstance(id);
  if (instance.vpc !== group.vpc) {
    const message = `Instance "${id}" and the specified scaling group are not in the same VPC.`;
    throw new RpcError(400, 'InvalidInstanceId.VPCMismatch', message);
  }
  if (instance.group !== undefined) {
    const message = `Instance "${id}" is already attached to another scaling group.`;
    throw new RpcError(400, 'InvalidInstanceId.InUse', message);
  }
  if (!instance.running) {
    const message = `The current status of instance "${id}" does not support this action.`;
    throw new RpcError(400, 'IncorrectInstanceStatus', message);
  }
  return instance;
}

export function noInstance(id: string): never {
  throw new RpcError(404, 'InvalidInstanceId.NotFound', `Instance "${id}" does not exist.`);
}

export function describe(group: EssGroup, members: EssInstance[]): object {
  return {
    ScalingGroupId: group.id,
    ScalingGroupName: group.name,
    LifecycleState: group.active ? 'Active' : 'Inactive',
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    TotalCapacity: members.length,
    SuspendedProcesses: group.suspended.size === 0 ? null : [...group.suspended],
    SystemSuspended: group.systemSuspended,
    VpcId: group.vpc,
    Tags: Object.entries(group.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue, Propagate: true })),
  };
}

export function describeInstance(instance: EssInstance): object {
  return {
    InstanceId: instance.id,
    ZoneId: instance.zone,
    ScalingGroupId: instance.group,
    HealthStatus: instance.healthy ? 'Healthy' : 'Unhealthy',
    LifecycleState: instance.lifecycle,
    CreationType: instance.creation,
    Entrusted: instance.entrusted,
    PrivateIpAddress: '10.20.0.7',
  };
}
