import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buildBundle, staleBundles } from '../bundle.ts';
import { languageHost } from '../bundle-table.ts';
import { readOrigin } from '../cached-tool.ts';
import { replaceFile } from '../files.ts';
import { enginePath, nodePath } from '../paths.ts';
import type { Step } from '../step.ts';

/** Our own language host beside an engine that we have built; others bring theirs along. */
export function languageHostStep(root: string): Step {
  const bundle = join(root, 'dist', languageHost.output);
  const folder = dirname(enginePath());
  const program = join(folder, 'pulumi-language-nodejs.mjs');
  const launcher = join(folder, 'pulumi-language-nodejs');
  return {
    name: 'language host',
    detect() {
      const origin = readOrigin(enginePath());
      if (!origin) return { present: false, reason: 'it comes with the engine, which is missing' };
      if (origin.source !== 'build') return { present: true, detail: "the engine's own" };
      const [stale] = staleBundles(root, [languageHost]);
      if (stale) return { present: false, reason: stale.reason };
      if (readIfThere(program) !== readIfThere(bundle))
        return { present: false, reason: `${program} is another version` };
      const executable = ((statSync(launcher, { throwIfNoEntry: false })?.mode ?? 0) & 0o100) !== 0;
      if (!executable || readIfThere(launcher) !== launcherText(folder)) {
        return { present: false, reason: `${launcher} is missing or is another version` };
      }
      return { present: true, detail: `our own (${launcher})` };
    },
    async install() {
      if (staleBundles(root, [languageHost]).length > 0) await buildBundle(root, languageHost);
      replaceFile(program, readFileSync(bundle));
      replaceFile(launcher, launcherText(folder), 0o755);
      return 'put beside the engine';
    },
    hint: 'To bundle it alone: node setup/bundle.ts engine/pulumi-language-nodejs.js',
  };
}

/** Paths relative to itself, so that the cache may be copied to another machine as a whole. */
function launcherText(folder: string): string {
  return `#!/bin/sh\nexec "\${0%/*}/${relative(folder, nodePath())}" "\${0%/*}/pulumi-language-nodejs.mjs" "$@"\n`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
