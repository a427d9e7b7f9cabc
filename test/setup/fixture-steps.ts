/**
 * A set-up of one step, run in a process of its own so that it can be killed: `node fixture-steps.ts FOLDER MODE`. It
 * installs a tool that is nothing but a file; `hang` stops after half of it was written, until somebody kills it;
 * `unlocked` makes it many times with no lock, as two may who take over a stale one in the same instant.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectTool, installTool } from '../../setup/cached-tool.ts';
import { runSteps } from '../../setup/run-steps.ts';
import type { Step } from '../../setup/step.ts';

const [folder = '', mode = ''] = process.argv.slice(2);
const tool = join(folder, 'tool', '1.0.0', 'tool');

async function fill(path: string): Promise<string> {
  appendFileSync(join(folder, 'installations'), `${mode}\n`);
  writeFileSync(path, 'half');
  if (mode === 'hang') {
    process.stdout.write('half\n');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
  appendFileSync(path, ' and half');
  return '1.0.0';
}

const step: Step = {
  name: 'tool',
  detect: () => detectTool(tool),
  async install() {
    await installTool(tool, 'build', fill);
    return 'written';
  },
  hint: '',
};

if (mode === 'unlocked') for (let count = 0; count < 50; count += 1) await installTool(tool, 'build', fill);
else await runSteps([step], join(folder, 'locks'), process.stderr);
