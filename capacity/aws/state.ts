import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import { processNames } from '../../topology/catalog/lifecycle.ts';
import type { LiveGroupState, LiveInstance } from '../live-group.ts';
import { processesOf } from '../processes.ts';

/** A group as the service describes it. `id` is the plan's: `eu-central-1/git`. */
export function stateOf(group: AutoScalingGroup, id: string): LiveGroupState {
  const suspended = (group.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName);
  return {
    region: id.slice(0, id.indexOf('/')),
    name: id.slice(id.indexOf('/') + 1),
    min: group.MinSize ?? 0,
    max: group.MaxSize ?? 0,
    desired: group.DesiredCapacity ?? 0,
    instances: (group.Instances ?? []).map(instanceOf),
    suspended: processesOf(suspended, processNames.rows.aws),
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
