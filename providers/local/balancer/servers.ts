import { isErrno } from '../state/files.ts';
import { adminCommand } from './admin-socket.ts';
import { parseShowStat } from './show-stat.ts';
import type { ServerStat } from './show-stat.ts';

/** @throws when haproxy doesn't run; see `whileRunning` */
export async function serverStats(stateDir: string, balancer: string): Promise<ServerStat[]> {
  return parseShowStat(await adminCommand(stateDir, balancer, 'show stat'));
}

/**
 * A haproxy that is just being restarted reads the members from its configuration: nothing is to be done by hand.
 *
 * @returns `undefined` when it doesn't run
 */
export async function whileRunning<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isErrno(error, 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE')) return undefined;
    throw error;
  }
}
