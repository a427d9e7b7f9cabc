import { join } from 'node:path';
import { detectTool } from '../cached-tool.ts';
import { downloadOrBuild } from '../download-or-build.ts';
import { versitygwArchive } from '../downloads.ts';
import { goHint, goObstacle, goVersion } from '../go.ts';
import { versitygwPath } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { downloadObstacle, thisPlatform } from '../sources.ts';
import type { Step } from '../step.ts';
import { versions } from '../versions.ts';

/** The object store of the `local` platform: its release's binary, else built from Go modules. */
export function versitygwStep(root: string): Step {
  const archive = versitygwArchive(thisPlatform);
  return {
    name: 'versitygw',
    detect: () => detectTool(versitygwPath()),
    async obstacle() {
      const noDownload = downloadObstacle(archive, process.env);
      const noGo = noDownload && goObstacle(await goVersion());
      return noGo && `versitygw can't be downloaded (${noDownload}), nor built: ${noGo}.\n${goHint}`;
    },
    install(progress) {
      const tool = {
        path: versitygwPath(),
        version: versions.versitygw,
        archive,
        build: {
          module: join(root, 'engine', 'versitygw'),
          command: 'github.com/versity/versitygw/cmd/versitygw',
          variables: [`main.Version=v${versions.versitygw}`],
        },
        versionOf,
      };
      return downloadOrBuild(tool, progress);
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
