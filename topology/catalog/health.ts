import type { Health } from '../plan/load-balancer-node.ts';
import type { Platform } from '../plan/words.ts';

/** Seconds and counts that a balancer's health check has where the file says none. */
export const healthDefaults: Readonly<Record<Platform, Omit<Health, 'path' | 'port'>>> = {
  alicloud: { intervalSeconds: 5, timeoutSeconds: 3, healthy: 2, unhealthy: 3 },
  aws: { intervalSeconds: 10, timeoutSeconds: 5, healthy: 2, unhealthy: 2 },
  // A dead process is out after a second.
  local: { intervalSeconds: 0.5, timeoutSeconds: 2, healthy: 1, unhealthy: 2 },
};

/** What every workload answers with 200 when it can take work, on its own port. */
export const HEALTH_PATH = '/healthz';
export const WORKLOAD_PORT = 8080;
