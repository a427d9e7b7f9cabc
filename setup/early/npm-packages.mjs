import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { firstDifference, parseLockFile } from './lock-file.mjs';
import { withLock } from './lock.mjs';
import { showStep } from './progress.mjs';

/** @param {string} root */
export function pinnedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', 'node');
}

/**
 * An empty file is what a power cut leaves, and would run as a script that does nothing.
 *
 * @param {string} root
 */
function hasNode(root) {
  return (statSync(pinnedNode(root), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Why the npm packages must be installed, or `undefined` where those of the lock file are all there.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
export function missingPackages(root) {
  if (!hasNode(root)) return "Node's binary is not in node_modules";
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (readIfThere(stampPath(root)) === digest(lock)) return undefined;
  // Whoever has run npm by hand has a tree without our stamp. npm's own record of it is as good: it is written last.
  const record = parseLockFile(readIfThere(recordPath(root)) ?? '');
  if (record instanceof Error) return 'node_modules is missing or half installed';
  const wanted = parseLockFile(lock);
  if (wanted instanceof Error) {
    throw new Error(`${join(root, 'package-lock.json')} is no lock file of npm: ${wanted.message}`);
  }
  const difference = firstDifference(wanted, record);
  return difference && `${difference} is not as in package-lock.json`;
}

/**
 * `npm ci`, recorded as done only when it is.
 *
 * @param {string} root
 * @param {import('./progress.mjs').Output} output
 */
export async function installPackages(root, output) {
  const wait = (/** @type {number} */ pid) =>
    output.write(`Waiting for process ${pid}, which installs npm packages\n`);
  // In a fresh clone this is where it is made: stacks will keep keys below it.
  mkdirSync(join(root, '.skerry'), { recursive: true, mode: 0o700 });
  await withLock(
    join(root, '.skerry', 'npm.lock'),
    async (lock) => {
      if (missingPackages(root) === undefined) return;
      const step = showStep('npm packages', output);
      // Before npm reads it: whatever a pull brings meanwhile is not what gets installed.
      const lockFile = readFileSync(join(root, 'package-lock.json'), 'utf8');
      try {
        // An interruption must leave nothing that says the tree is whole.
        rmSync(stampPath(root), { force: true });
        rmSync(recordPath(root), { force: true });
        await run('npm', ['ci', '--no-audit', '--no-fund'], root, root, step, lock);
        if (!hasNode(root)) {
          step.detail("fetching Node's binary");
          await run(
            'node',
            ['installArchSpecificPackage.js'],
            join(root, 'node_modules', 'node'),
            root,
            step,
            lock,
          );
        }
        if (!hasNode(root)) throw new Error(withoutNode(root));
      } catch (error) {
        step.failed();
        throw error;
      }
      const temporary = `${stampPath(root)}.tmp`;
      writeFileSync(temporary, digest(lockFile));
      renameSync(temporary, stampPath(root));
      step.done('installed by package-lock.json');
    },
    wait,
  );
}

/**
 * The environment of npm: what an outer npm says of its own script is left out, and so is the Node in node_modules,
 * which `npm ci` deletes under whoever runs on it.
 *
 * @param {Record<string, string | undefined>} environment
 * @param {string} root
 */
export function npmEnvironment(environment, root) {
  const own = Object.entries(environment).filter(([name]) => !/^npm_(lifecycle|package)_/.test(name));
  const path = (environment['PATH'] ?? '').split(delimiter);
  const outside = path.filter((folder) => !folder.startsWith(join(root, 'node_modules') + sep));
  return { ...Object.fromEntries(own), PATH: outside.join(delimiter) };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {string} root
 * @param {import('./progress.mjs').RunningStep} step
 * @param {{ alsoHeldBy(pid: number): void }} lock
 */
function run(command, args, cwd, root, step, lock) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        env: npmEnvironment(process.env, root),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      if (child.pid !== undefined) lock.alsoHeldBy(child.pid);
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
          said = (said + text).slice(-8_000);
          step.detail(text.trim().split('\n').at(-1) ?? '');
        });
      }
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve();
        else
          reject(
            new Error(
              `${said.trim()}\n\n${command} ${args.join(' ')} in ${cwd} failed with exit code ${code}`,
            ),
          );
      });
    })
  );
}

/** @param {string} root */
function withoutNode(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8'));
  return [
    `npm has installed its packages, but not Node ${version}: there is no ${pinnedNode(root)}.`,
    `npm's package "node" gets the binary (package node-${process.platform}-${process.arch}) by an install script.`,
    'Does your npm configuration forbid those (npm config get ignore-scripts), or has the registry no such package?',
    `Try it by hand: cd ${join(root, 'node_modules', 'node')} && node installArchSpecificPackage.js`,
  ].join('\n');
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.skerry-installed');
}

/** @param {string} root */
function recordPath(root) {
  return join(root, 'node_modules', '.package-lock.json');
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(`${text}${process.platform}-${process.arch}`).digest('hex');
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}
