import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { detectTool, installTool } from '../cached-tool.ts';
import { downloadOrBuild } from '../download-or-build.ts';
import { engineArchive, type Archive } from '../downloads.ts';
import { engineOnPath } from '../engine-on-path.ts';
import { goHint, goObstacle, goVersion } from '../go.ts';
import { enginePath } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { downloadObstacle, thisPlatform } from '../sources.ts';
import type { Step } from '../step.ts';
import { versions } from '../versions.ts';

/** The Pulumi engine: the user's own where it is new enough, else the official release, else built from Go modules. */
export function engineStep(
  root: string,
  archive: Archive | undefined = engineArchive(thisPlatform, process.env),
): Step {
  return {
    name: 'engine',
    detect: () => detectTool(enginePath()),
    async obstacle() {
      const own = await engineOnPath();
      const noDownload = downloadObstacle(archive, process.env);
      const noBuild = goObstacle(await goVersion());
      if (!('obstacle' in own) || !noDownload || !noBuild) return undefined;
      return [
        `The Pulumi engine ${versions.engine} can't be had here:`,
        `  path      ${own.obstacle}`,
        `  download  ${noDownload}`,
        `  build     ${noBuild}`,
        `Install one of: Pulumi ${versions.engine} or later 3.x (https://www.pulumi.com/docs/install), or ${goHint}.`,
      ].join('\n');
    },
    async install(progress) {
      const own = await engineOnPath();
      if ('obstacle' in own) {
        const tool = {
          path: enginePath(),
          version: versions.engine,
          archive,
          build: {
            module: join(root, 'engine', 'pulumi'),
            command: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
            variables: [`github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${versions.engine}`],
          },
          versionOf,
        };
        return downloadOrBuild(tool, progress);
      }
      await installTool(enginePath(), 'path', async (path) => {
        symlinkSync(own.engine, path);
        symlinkSync(own.languageHost, join(dirname(path), 'pulumi-language-nodejs'));
        return own.version;
      });
      return `${own.version} of ${own.engine} is used`;
    },
    hint: 'See docs/setup.md, "The engine".',
  };
}

async function versionOf(path: string): Promise<string> {
  const env = { PULUMI_SKIP_UPDATE_CHECK: 'true' };
  const version = (await runCommand(path, ['version'], { env, timeout: 30_000 })).stdout.trim();
  if (version !== `v${versions.engine}`) {
    throw new Error(`${path} says it is version ${version}; ${versions.engine} was asked for`);
  }
  return version;
}
