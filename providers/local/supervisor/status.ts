import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isErrno } from '../state/files.ts';

export interface ServiceStatus {
  /** Whether a runsv watches the service; without one the rest is stale and absent. */
  supervised: boolean;
  pid?: number;
  /** When it came into its present state. */
  since?: Date;
}

const TAI64_EPOCH = 2n ** 62n;
/** TAI was 10 s ahead of UTC in 1970, which is the offset that runit uses. */
const TAI_OFFSET = 10n;

/**
 * runsv's `supervise/status`: 8 bytes TAI64 seconds, 4 bytes nanoseconds (big endian), 4 bytes pid (little endian),
 * paused, wanted (`u`, `d`), got TERM, state (0 down, 1 run, 2 finish).
 */
export function parseStatus(bytes: Uint8Array): { pid: number; since: Date } | undefined {
  if (bytes.length < 18) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seconds = view.getBigUint64(0) - TAI64_EPOCH - TAI_OFFSET;
  return {
    since: new Date(Number(seconds) * 1000 + Math.ceil(view.getUint32(8) / 1e6)),
    pid: view.getUint32(12, true),
  };
}

/** @param service folder of the service */
export function readServiceStatus(service: string): ServiceStatus {
  if (!isSupervised(service)) return { supervised: false };
  const status = parseStatus(readFileSync(join(service, 'supervise', 'status')));
  if (!status) return { supervised: true };
  return {
    supervised: true,
    since: status.since,
    ...(status.pid > 0 ? { pid: status.pid } : {}),
  };
}

/** Whether a live runsv reads the service's fifo: files left by a dead one don't count. */
export function isSupervised(service: string): boolean {
  return withFifo(join(service, 'supervise', 'ok'), () => undefined);
}

/** Opens a fifo for writing, if anybody reads it. */
export function withFifo(path: string, use: (descriptor: number) => void): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (isErrno(error, 'ENXIO', 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
  try {
    use(descriptor);
    return true;
  } finally {
    closeSync(descriptor);
  }
}
