import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composerLines } from '../../cli/mirror/composer-lines.ts';
import { cannotRun } from '../../cli/failure.ts';
import { isErrno } from '../../providers/local/state/files.ts';
import { endOf, startChild } from './child.ts';
import { composerEnvironment } from './composer-environment.ts';

/** @throws {Failure} exit code 2, where Composer isn't there: to be told before anything is made */
export async function requireComposer(): Promise<void> {
  const { code } = await run('composer', ['--version'], { cwd: tmpdir(), env: process.env });
  if (code === 0) return;
  throw cannotRun(
    'composer does not run here, and what is tried is an install with it',
    'install Composer 2 and PHP',
  );
}

/** Where a run installs; a kill leaves it to whoever cleans up. */
export const projectFolder = (run: string): string => join(tmpdir(), `skerry-${run}`);

export interface Installed {
  name: string;
  version: string;
  /** Where its zip came from. */
  from: string;
}

/**
 * Requires a package in a new project that knows the mirror alone, by the lines that `skerry up` prints, with a home and
 * a cache of its own.
 *
 * @param folder made for it, and removed afterwards
 * @returns what Composer has locked and installed
 */
export async function installFrom(
  mirror: string,
  wanted: string,
  folder: string,
  signal: AbortSignal,
): Promise<Installed[]> {
  await mkdir(folder);
  try {
    const project = join(folder, 'project');
    await mkdir(project);
    await writeFile(join(project, 'composer.json'), '{"name": "acceptance/project", "require": {}}\n');
    const options = { cwd: project, env: composerEnvironment(folder), signal };
    for (const line of composerLines(mirror)) await must('sh', ['-c', line], options);
    await must('composer', ['require', wanted, '--no-progress', '--no-scripts'], options);
    const lock = JSON.parse(await readFile(join(project, 'composer.lock'), 'utf8')) as Lock;
    return lock.packages.map(({ name, version, dist }) => ({ name, version, from: originOf(dist) }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Lock {
  packages: { name: string; version: string; dist: Dist }[];
}

interface Dist {
  url: string;
  mirrors?: { url: string }[];
}

/** A mirror's own URL goes before the upstream's. */
function originOf({ url, mirrors }: Dist): string {
  return new URL(mirrors?.[0]?.url ?? url).origin;
}

interface RunOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

async function must(command: string, args: readonly string[], options: RunOptions): Promise<void> {
  const { code, output } = await run(command, args, options);
  if (options.signal?.aborted) throw options.signal.reason;
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-2_000)}`);
}

async function run(
  command: string,
  args: readonly string[],
  { cwd, env, signal }: RunOptions,
): Promise<{ code: number; output: string }> {
  const child = startChild(command, args, { cwd, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: string) => (output += text));
  // Composer starts git and unzip: the whole group goes.
  const stop = () => void (child.pid !== undefined && killGroup(child.pid));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const { code } = await endOf(child);
    return { code: code ?? 128, output };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGTERM');
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
}
