/** TCP port of every workload on its instance. */
export const WORKLOAD_PORT = 8080;

/** Path that answers 200 on the workload's port when the instance can take work. */
export const HEALTH_PATH = '/healthz';
