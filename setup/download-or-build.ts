import { dirname } from 'node:path';
import { installTool } from './cached-tool.ts';
import { DownloadError } from './download.ts';
import type { Archive } from './downloads.ts';
import { goBuild, goHint, goObstacle, goVersion, type GoBuild } from './go.ts';
import { downloadObstacle } from './sources.ts';
import { fetchArchive } from './unpack.ts';

/** A tool that has an official release, and that can be built where that can't be had. */
export interface ReleasedTool {
  /** Its place in the cache. */
  path: string;
  version: string;
  /** `undefined`: no checksum of it is known. */
  archive: Archive | undefined;
  build: GoBuild;
  /** What it says of itself; fails where that is not `version`. */
  versionOf: (path: string) => Promise<string>;
}

/**
 * Puts the tool into the cache, and says where from and why not from a better place.
 *
 * @throws where neither is possible, with every reason
 */
export async function downloadOrBuild(
  tool: ReleasedTool,
  progress: (detail: string) => void,
): Promise<string> {
  const refused = await tryDownload(tool, progress);
  if (refused === undefined) return `downloaded ${tool.version}`;
  const noGo = goObstacle(await goVersion());
  if (noGo) throw new Error([refused, noGo, goHint].join('\n'));
  await installTool(tool.path, 'build', async (path) => {
    await goBuild(tool.build, path, progress);
    return tool.versionOf(path);
  });
  return `built ${tool.version} from Go modules; ${refused}`;
}

/** Why there is no download of it, or `undefined` where it is in the cache now. */
async function tryDownload(
  { path, archive, versionOf }: ReleasedTool,
  progress: (detail: string) => void,
): Promise<string | undefined> {
  const obstacle = downloadObstacle(archive, process.env);
  if (!archive || obstacle !== undefined) return obstacle ?? '';
  try {
    await installTool(path, 'download', async (inside) => {
      await fetchArchive(archive, dirname(inside), progress);
      return await versionOf(inside).catch((error: unknown) => {
        // A release for another libc or processor, for one.
        throw new DownloadError(`${archive.url} can't be used here: ${String(error)}`, { cause: error });
      });
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    return error.message;
  }
}
