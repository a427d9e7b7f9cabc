import { arch, platform } from 'node:os';
import type { Download } from './download.ts';

/** Where a tool can come from, the best first: what the user has already, a checked download, a build from source. */
export type SourceKind = 'path' | 'download' | 'build';

export interface SourceFacts {
  /** Why the tool on PATH can't be used; `undefined`: it can. */
  pathObstacle: string | undefined;
  /** As above, of the download. */
  downloadObstacle: string | undefined;
  /** As above, of Go. */
  buildObstacle: string | undefined;
}

/** Which sources to try, in order, and why not the others. */
export function chooseSources(facts: SourceFacts): {
  usable: SourceKind[];
  rejected: { source: SourceKind; reason: string }[];
} {
  const all: [SourceKind, string | undefined][] = [
    ['path', facts.pathObstacle],
    ['download', facts.downloadObstacle],
    ['build', facts.buildObstacle],
  ];
  return {
    usable: all.filter(([, obstacle]) => obstacle === undefined).map(([source]) => source),
    rejected: all.flatMap(([source, reason]) => (reason === undefined ? [] : [{ source, reason }])),
  };
}

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
