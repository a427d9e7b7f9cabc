import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import type { GroupProcess, LiveGroupState, LiveInstance } from '../live-group.ts';

/** AWS's processes for each of ours. Adding to load balancers and zone balance have no counterpart on Alibaba Cloud. */
export const processes: Readonly<Record<GroupProcess, readonly string[]>> = {
  'scale-out': ['Launch'],
  'scale-in': ['Terminate'],
  'health-check': ['HealthCheck', 'ReplaceUnhealthy'],
  alarms: ['AlarmNotification'],
  schedules: ['ScheduledActions'],
};

/** A group as the service describes it. `id` is the plan's: `eu-central-1/git`. */
export function stateOf(group: AutoScalingGroup, id: string): LiveGroupState {
  const suspended = new Set(group.SuspendedProcesses?.map(({ ProcessName }) => ProcessName));
  return {
    region: id.slice(0, id.indexOf('/')),
    name: id.slice(id.indexOf('/') + 1),
    min: group.MinSize ?? 0,
    max: group.MaxSize ?? 0,
    desired: group.DesiredCapacity ?? 0,
    instances: (group.Instances ?? []).map(instanceOf),
    suspended: (Object.keys(processes) as GroupProcess[]).filter((process) =>
      processes[process].every((name) => suspended.has(name)),
    ),
  };
}

function instanceOf(instance: Instance): LiveInstance {
  const { InstanceId = '', AvailabilityZone = '', LifecycleState = '', HealthStatus } = instance;
  const state = stateOfInstance(LifecycleState);
  const healthy = HealthStatus === 'Healthy' && state === 'running';
  return {
    id: InstanceId,
    zone: AvailabilityZone,
    state,
    healthy,
    ...(instance.ProtectedFromScaleIn ? { protected: true as const } : {}),
    ...(healthy ? {} : { reason: `${LifecycleState}, ${HealthStatus ?? 'health unknown'}` }),
  };
}

function stateOfInstance(lifecycle: string): LiveInstance['state'] {
  if (lifecycle === 'InService') return 'running';
  if (/^Warmed:|^Terminated$|^Detached$/.test(lifecycle)) return 'stopped';
  if (/^(Entering)?Standby$/.test(lifecycle)) return 'standby';
  return /^Pending/.test(lifecycle) ? 'starting' : 'draining';
}
