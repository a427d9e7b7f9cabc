import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  /** Both streams so far. */
  output: () => string;
  ended: Promise<Ended>;
}

/**
 * A clone with the real command and engine, but a program of a few lines that makes no resource: for what the command
 * does around the engine. The whole system is the matter of the end-to-end tests.
 */
export class TinyClone {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  private readonly running = new Set<ChildProcess>();

  private constructor(root: string) {
    this.root = root;
    this.env = { ...process.env, NO_COLOR: '1' };
    for (const name of Object.keys(this.env)) if (/^PULUMI_|^SKERRY_STATE$/.test(name)) delete this.env[name];
  }

  /** @param program an ES module that exports a function */
  static async create(program: string): Promise<TinyClone> {
    // A blank in the path: it goes into URLs and shells.
    const root = await mkdtemp(join(tmpdir(), 'skerry cli-'));
    const files = ['cli/bin/skerry', 'dist/cli/skerry.js', 'dist/cli/viewer.js', 'stacks/Pulumi.local.yaml'];
    for (const path of ['package.json', ...files]) {
      await cp(join(repository, path), join(root, path));
    }
    await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
    await writeFile(
      join(root, 'Pulumi.yaml'),
      [
        'name: skerry',
        'main: program.js',
        'stackConfigDir: stacks',
        'runtime: {name: nodejs, options: {typescript: false}}',
        '',
      ].join('\n'),
    );
    await writeFile(join(root, 'program.js'), program);
    await mkdir(join(root, 'elsewhere'));
    return new TinyClone(root);
  }

  stackFile(stack: string): string {
    return join(this.root, 'stacks', `Pulumi.${stack}.yaml`);
  }

  /** A stack of the user's own: the local one without its public salt. */
  async writeOwnStack(stack: string): Promise<string> {
    const local = await readFile(this.stackFile('local'), 'utf8');
    const own = local.replace(/\n+# Made with a public passphrase[^]*$/, '\n');
    await writeFile(this.stackFile(stack), own);
    return own;
  }

  start(command: string, args: string[], input = '', cwd = this.root): Started {
    const child = spawn(command, args, { cwd, env: this.env, stdio: 'pipe', detached: true });
    this.running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // A command that refuses at once doesn't read its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        this.running.delete(child);
        resolve({ code, stdout, stderr });
      });
    });
    return { child, output: () => stdout + stderr, ended };
  }

  /** @param cwd where it is started; default: the clone */
  skerry(args: string[], input = '', cwd = this.root): Promise<Ended> {
    return this.start(join(this.root, 'cli/bin/skerry'), args, input, cwd).ended;
  }

  async dispose(): Promise<void> {
    for (const { pid } of this.running) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    await rm(this.root, { recursive: true, force: true });
  }
}
