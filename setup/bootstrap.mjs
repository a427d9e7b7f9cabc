/**
 * The beginning of set-up, on whatever Node there is (20 or later): installs the npm packages, Node 24 among them, and
 * hands over to `setup/main.ts` on that. See docs/setup.md.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, missingPackages, pinnedNode } from './early/npm-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);

/** @param {string} reason */
function reportMissing(reason) {
  const item = {
    name: 'npm packages',
    state: 'missing',
    detail: reason,
    hint: 'npm start installs them; by hand: npm ci',
  };
  if (args.includes('--json')) console.log(JSON.stringify({ ok: false, items: [item] }, undefined, 2));
  else
    console.log(`${item.name}  ${item.state}: ${reason}\n${item.hint}\nThe rest can be told only with them.`);
  process.exit(1);
}

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(
    `Skerry's set-up needs Node 20 or later to begin with; this is ${process.version} (${process.execPath})`,
  );
  process.exit(2);
}

try {
  const missing = missingPackages(root);
  if (missing !== undefined) {
    if (args.includes('--doctor')) reportMissing(missing);
    await installPackages(root, process.stderr);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}

// NODE_USE_ENV_PROXY: downloads go through the proxy that HTTPS_PROXY names, as those of npm and Go do.
const { status, signal, error } = spawnSync(pinnedNode(root), [join(root, 'setup', 'main.ts'), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { NODE_USE_ENV_PROXY: '1', ...process.env },
});
// A file that was cut short is no program, or crashes as one.
if (error || ['SIGBUS', 'SIGILL', 'SIGSEGV', 'SIGTRAP'].includes(signal ?? '')) {
  const reason = error ? error.message : signal;
  const folder = join(root, 'node_modules');
  console.error(`${pinnedNode(root)} can't be run (${reason}). Remove ${folder} and try again`);
  process.exit(2);
}
process.exit(status ?? 130);
