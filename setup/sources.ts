import { arch, platform } from 'node:os';
import type { Download } from './download.ts';

/** `linux-x64`, in Node's words. */
export const thisPlatform = `${platform()}-${arch()}`;

/** Why this download can't be used here, or `undefined`. */
export function downloadObstacle(
  download: Download | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (!download) return `no checksum of the official download is pinned for ${thisPlatform}`;
  return environment['SKERRY_OFFLINE'] ? 'SKERRY_OFFLINE is set' : undefined;
}
