import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { detectTool, installTool } from '../cached-tool.ts';
import { ChecksumError, DownloadError } from '../download.ts';
import { downloads, type Archive } from '../downloads.ts';
import { engineOnPath } from '../engine-on-path.ts';
import { goBuild, goHint, goObstacle, goVersion } from '../go.ts';
import { enginePath } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { chooseSources, downloadObstacle, thisPlatform } from '../sources.ts';
import type { Step } from '../step.ts';
import { fetchMember } from '../unpack.ts';
import { versions } from '../versions.ts';

/** The Pulumi engine: the user's own where it is new enough, else the official release, else built from Go modules. */
export function engineStep(root: string): Step {
  const archive = downloads.engine[thisPlatform];
  const gather = async () => {
    const own = await engineOnPath();
    const choice = chooseSources({
      pathObstacle: 'obstacle' in own ? own.obstacle : undefined,
      downloadObstacle: downloadObstacle(archive, process.env),
      buildObstacle: goObstacle(await goVersion()),
    });
    return { own, ...choice };
  };
  return {
    name: 'engine',
    detect: () => detectTool(enginePath()),
    async obstacle() {
      const { usable, rejected } = await gather();
      if (usable.length > 0) return undefined;
      return [
        `The Pulumi engine ${versions.engine} can't be had here:`,
        ...rejected.map(({ source, reason }) => `  ${source.padEnd(9)} ${reason}`),
        `Install one of: Pulumi ${versions.engine} or later 3.x (https://www.pulumi.com/docs/install), or ${goHint}.`,
      ].join('\n');
    },
    async install(progress) {
      const { own, usable, rejected } = await gather();
      if (!('obstacle' in own)) {
        await installTool(enginePath(), 'path', async (path) => {
          symlinkSync(own.engine, path);
          symlinkSync(own.languageHost, join(dirname(path), 'pulumi-language-nodejs'));
          return own.version;
        });
        return `${own.version} of ${own.engine} is used`;
      }
      const refused: string[] = [];
      if (archive && usable.includes('download')) {
        try {
          await installTool(enginePath(), 'download', (path) => unpackEngine(archive, path, progress));
          return `downloaded ${versions.engine}`;
        } catch (error) {
          if (!(error instanceof DownloadError)) throw error;
          refused.push(error instanceof ChecksumError ? error.message : 'the download could not be reached');
        }
      }
      if (!usable.includes('build')) {
        throw new Error([...refused, ...rejected.map(({ reason }) => reason), goHint].join('\n'));
      }
      await installTool(enginePath(), 'build', async (path) => {
        const build = {
          module: join(root, 'engine', 'pulumi'),
          command: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
          variables: [`github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${versions.engine}`],
        };
        await goBuild(build, path, progress);
        return versionOf(path);
      });
      return [`built ${versions.engine} from Go modules`, ...refused].join('; ');
    },
    hint: 'See docs/setup.md, "The engine".',
  };
}

/** The official archive holds one folder with the engine and all language hosts. */
async function unpackEngine(
  archive: Archive,
  path: string,
  progress: (detail: string) => void,
): Promise<string> {
  await fetchMember(archive, dirname(path), progress);
  return versionOf(path);
}

async function versionOf(path: string): Promise<string> {
  const env = { PULUMI_SKIP_UPDATE_CHECK: 'true' };
  const version = (await runCommand(path, ['version'], { env, timeout: 30_000 })).stdout.trim();
  if (version !== `v${versions.engine}`) {
    throw new Error(`${path} says it is version ${version}; ${versions.engine} was asked for`);
  }
  return version;
}
