import { join } from 'node:path';
import { detectTool, installTool } from '../cached-tool.ts';
import { ChecksumError, DownloadError } from '../download.ts';
import { downloads } from '../downloads.ts';
import { goBuild, goHint, goObstacle, goVersion } from '../go.ts';
import { versitygwPath } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { downloadObstacle, thisPlatform } from '../sources.ts';
import type { Step } from '../step.ts';
import { fetchMember } from '../unpack.ts';
import { versions } from '../versions.ts';

/** The object store of the `local` platform: its release's binary, else built from Go modules. */
export function versitygwStep(root: string): Step {
  const archive = downloads.versitygw[thisPlatform];
  return {
    name: 'versitygw',
    detect: () => detectTool(versitygwPath()),
    async obstacle() {
      const noDownload = downloadObstacle(archive, process.env);
      const noGo = noDownload && goObstacle(await goVersion());
      return noGo && `versitygw can't be downloaded (${noDownload}), nor built: ${noGo}.\n${goHint}`;
    },
    async install(progress) {
      const refused: string[] = [];
      if (archive && downloadObstacle(archive, process.env) === undefined) {
        try {
          await installTool(versitygwPath(), 'download', async (path) => {
            await fetchMember(archive, path, progress);
            return versionOf(path);
          });
          return `downloaded ${versions.versitygw}`;
        } catch (error) {
          if (!(error instanceof DownloadError)) throw error;
          refused.push(error instanceof ChecksumError ? error.message : 'the download could not be reached');
        }
      }
      const noGo = goObstacle(await goVersion());
      if (noGo) throw new Error([...refused, noGo, goHint].join('\n'));
      await installTool(versitygwPath(), 'build', async (path) => {
        const build = {
          module: join(root, 'engine', 'versitygw'),
          command: 'github.com/versity/versitygw/cmd/versitygw',
          variables: [`main.Version=v${versions.versitygw}`],
        };
        await goBuild(build, path, progress);
        return versionOf(path);
      });
      return [`built ${versions.versitygw} from Go modules`, ...refused].join('; ');
    },
    hint: `By hand: https://github.com/versity/versitygw/releases/tag/v${versions.versitygw}, or \`go build\` in engine/versitygw`,
  };
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await runCommand(path, ['--version'], { timeout: 10_000 });
  const version = /^Version\s*:\s*v?(\S+)/m.exec(stdout)?.[1];
  if (version !== versions.versitygw) {
    throw new Error(
      `${path} says it is version ${version ?? JSON.stringify(stdout)}; ${versions.versitygw} was asked for`,
    );
  }
  return version;
}
