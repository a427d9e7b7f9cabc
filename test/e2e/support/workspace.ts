import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { killAllUnder, processesUnder } from './processes.ts';
import { must, run, start, type Result, type RunOptions } from './run.ts';
import { until } from '../../support/until.ts';

export const repository = join(import.meta.dirname, '../../..');

/**
 * A clone of its own for one test: the files of this checkout, the installed packages and bundles beside them, and a
 * state folder. `dispose` takes every stack down and fails the test if a process is left.
 */
export class Workspace {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;

  private constructor(root: string) {
    this.root = root;
    const bin = join(root, 'node_modules/.bin');
    this.env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' };
    // What a user's shell would not have: traces of the npm script that runs the tests, and of the folder it runs in.
    for (const name of Object.keys(this.env))
      if (/^npm_|^INIT_CWD$|^(OLD)?PWD$|^VITEST|^NODE_ENV$/.test(name)) delete this.env[name];
  }

  static async create(): Promise<Workspace> {
    // The real path: /proc shows it, and the state folder is found by it.
    const root = await mkdtemp(join(tmpdir(), 'skerry-e2e-'));
    await Workspace.populate(root);
    return new Workspace(root);
  }

  /** The files of this checkout as they are now, committed to a repository of their own, and what set-up has built. */
  static async populate(root: string): Promise<void> {
    await mkdir(root, { recursive: true });
    const files = await must('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: repository,
    });
    for (const file of files.stdout.split('\0').filter(Boolean)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await cp(join(repository, file), join(root, file), {
        preserveTimestamps: true,
        verbatimSymlinks: true,
      });
    }
    await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
    for (const built of ['dist', 'topology/schema/compiled']) {
      await cp(join(repository, built), join(root, built), { recursive: true, preserveTimestamps: true });
    }
    await must('git', ['init', '-q'], { cwd: root });
    await must('git', ['add', '-A'], { cwd: root });
    await must('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', 'commit', '-qm', 'start'], {
      cwd: root,
    });
  }

  state(stack: string): string {
    return join(this.root, '.skerry', stack);
  }

  async writeStack(stack: string, yaml: string): Promise<string> {
    const file = join(this.root, 'stacks', `Pulumi.${stack}.yaml`);
    await writeFile(file, yaml);
    return file;
  }

  skerry(args: string[], options: Partial<RunOptions> = {}): Promise<Result> {
    return run('skerry', args, { cwd: this.root, env: this.env, ...options });
  }

  start(command: string, args: string[], options: Partial<RunOptions> = {}): ReturnType<typeof start> {
    return start(command, args, { cwd: this.root, env: this.env, ...options });
  }

  npm(args: string[], options: Partial<RunOptions> = {}): Promise<Result> {
    return run('npm', args, { cwd: this.root, env: this.env, ...options });
  }

  /** The stacks that have been started here; beside their folders lie the files that their locks are taken on. */
  private async stacks(): Promise<string[]> {
    try {
      const entries = await readdir(join(this.root, '.skerry'), { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Takes all of it down, and throws where something is left; what is left is killed so that no later test meets it. */
  async dispose(): Promise<void> {
    const complaints: string[] = [];
    for (const stack of await this.stacks()) {
      const { code, output } = await run('skerry', ['down', stack, '--yes'], {
        cwd: this.root,
        env: this.env,
      });
      if (code !== 0) complaints.push(`skerry down ${stack} ended with ${code}:\n${output}`);
    }
    await until('no process of the workspace', () => processesUnder(this.root).length === 0, {
      timeout: 10_000,
    }).catch(async () => {
      for (const { pid, command, cwd } of processesUnder(this.root)) {
        complaints.push(`left running: ${pid} ${command} (in ${cwd})`);
      }
      await killAllUnder(this.root);
    });
    await rm(this.root, { recursive: true, force: true });
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  }
}
