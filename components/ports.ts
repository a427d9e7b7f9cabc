import type { Listener } from '../topology/plan/plan.ts';

/** TCP port on which every workload answers HTTP on its instance. */
export const WORKLOAD_PORT = 8080;

/** TCP port of git's SSH server: the instance's own keeps 22. */
const GIT_SSH_PORT = 2222;

/** Path that answers 200 on the workload's port when the instance can take work. */
export const HEALTH_PATH = '/healthz';

/** Port on the instances that a listener forwards to. TLS has ended before it. */
export function targetPort(protocol: Listener['protocol']): number {
  return protocol === 'ssh' ? GIT_SSH_PORT : WORKLOAD_PORT;
}

/** Ports that a balancer in front of a group reaches on its instances: health checks go to the workload's. */
export function targetPorts(listeners: readonly Listener[]): number[] {
  return [...new Set([WORKLOAD_PORT, ...listeners.map((listener) => targetPort(listener.protocol))])];
}
