import { lstatSync, mkdirSync, readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { temporaryName } from '../files.ts';
import type { Step } from '../step.ts';

/** `skerry` in npm scripts and for `npx`: npm links the commands of dependencies, but not those of the project itself. */
export function commandStep(root: string): Step {
  const link = join(root, 'node_modules', '.bin', 'skerry');
  const target = relative(dirname(link), join(root, 'cli', 'bin', 'skerry'));
  return {
    name: 'command',
    detect() {
      const isLink = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink();
      if (isLink && readlinkSync(link) === target) return { present: true, detail: 'npx skerry' };
      return { present: false, reason: `${link} does not lead to ${target}` };
    },
    async install() {
      mkdirSync(dirname(link), { recursive: true });
      const temporary = temporaryName(link);
      symlinkSync(target, temporary);
      renameSync(temporary, link);
      return 'npx skerry';
    },
    hint: `By hand: ln -sf ${target} ${link}`,
  };
}
