import { copyFileSync, chmodSync } from 'node:fs';
import { pinnedNode } from '../early/npm-packages.mjs';
import { detectTool, installTool } from '../cached-tool.ts';
import { nodePath } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import type { Step } from '../step.ts';

/** Node outside node_modules, for the running parts: `npm ci` deletes the other one under them. */
export function nodeStep(root: string): Step {
  return {
    name: 'node',
    detect: () => detectTool(nodePath()),
    async install() {
      await installTool(nodePath(), 'npm', async (path) => {
        copyFileSync(pinnedNode(root), path);
        chmodSync(path, 0o755);
        return (await runCommand(path, ['--version'])).stdout.trim();
      });
      return 'copied from node_modules';
    },
    hint: `By hand: copy ${pinnedNode(root)} to ${nodePath()}`,
  };
}
