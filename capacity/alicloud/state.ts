import { processNames } from '../../topology/catalog/lifecycle.ts';
import type { Activity, Author, LiveGroupState, LiveInstance } from '../live-group.ts';
import { processesOf } from '../processes.ts';
import type { ScalingActivity, ScalingGroup, ScalingInstance } from './answers.ts';

/** A group as ESS describes it. `id` is the plan's: `cn-hangzhou/git`. */
export function stateOf(
  group: ScalingGroup,
  instances: readonly ScalingInstance[],
  id: string,
): LiveGroupState {
  return {
    region: id.slice(0, id.indexOf('/')),
    name: id.slice(id.indexOf('/') + 1),
    min: group.MinSize,
    max: group.MaxSize,
    desired: group.DesiredCapacity ?? group.TotalCapacity,
    instances: instances.map(instanceOf),
    suspended: processesOf(group.SuspendedProcesses ?? [], processNames.rows.alicloud),
    ...inactivityOf(group),
  };
}

function instanceOf(instance: ScalingInstance): LiveInstance {
  const { InstanceId, ZoneId = '', PrivateIpAddress, HealthStatus, LifecycleState } = instance;
  const { CreationType, Entrusted = false } = instance;
  const state = stateOfInstance(LifecycleState);
  const healthy = HealthStatus === 'Healthy' && state === 'running';
  return {
    id: InstanceId,
    zone: ZoneId,
    ...(PrivateIpAddress === undefined ? {} : { address: PrivateIpAddress }),
    state,
    healthy,
    ...(LifecycleState === 'Protected' ? { protected: true as const } : {}),
    ...(CreationType === 'Attached'
      ? { attached: Entrusted ? ('entrusted' as const) : ('lent' as const) }
      : {}),
    ...(healthy ? {} : { reason: `${LifecycleState}, ${HealthStatus}` }),
  };
}

/** A protected instance serves on; it is left alone by health checks, too. */
function stateOfInstance(lifecycle: string): LiveInstance['state'] {
  if (lifecycle === 'InService' || lifecycle === 'Protected') return 'running';
  if (lifecycle === 'Standby') return 'standby';
  if (lifecycle === 'Stopped') return 'stopped';
  return lifecycle.startsWith('Pending') ? 'starting' : 'draining';
}

function inactivityOf({ LifecycleState, SystemSuspended }: ScalingGroup): Pick<LiveGroupState, 'inactive'> {
  if (LifecycleState !== 'Active') return { inactive: `the group is ${LifecycleState}` };
  if (!SystemSuspended) return {};
  return {
    inactive: 'ESS has stopped scaling it after a week of failures; a change of its configuration resumes',
  };
}

export function activityOf(activity: ScalingActivity): Activity {
  const { StartTime, StatusCode, Cause, ErrorMessage, StatusMessage = '' } = activity;
  const status = statuses[StatusCode];
  const desired = /changing the Total Capacity from "\d+" to "(\d+)"/.exec(Cause)?.[1];
  return {
    at: new Date(StartTime),
    by: authorOf(Cause, activity),
    cause: Cause,
    status,
    ...(status === 'failed' ? { failure: ErrorMessage ?? StatusMessage } : {}),
    set: desired === undefined ? {} : { desired: Number(desired) },
  };
}

const statuses = {
  Successful: 'successful',
  // In part.
  Warning: 'successful',
  Failed: 'failed',
  Rejected: 'failed',
  InProgress: 'running',
} as const;

function authorOf(
  cause: string,
  { TriggerSourceType, TriggerSourceId }: Pick<ScalingActivity, 'TriggerSourceType' | 'TriggerSourceId'>,
): Author {
  const name = TriggerSourceId ? { name: TriggerSourceId } : {};
  if (TriggerSourceType === 'APIs') return { kind: 'user', ...name };
  if (TriggerSourceType === 'Cms') return { kind: 'alarm', ...name };
  return { kind: /schedule/i.test(cause) ? 'schedule' : 'platform' };
}
