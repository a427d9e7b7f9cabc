import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { processesIn } from '../../../providers/local/process/procfs.ts';
import { sweep } from '../../../providers/local/process/sweep.ts';
import { releaseRange } from '../../../providers/local/network/claims.ts';
import { listRecords, recordPath } from '../../../providers/local/parts/record.ts';
import { physical } from '../../../providers/local/state/layout.ts';
import { scan } from '../../../release/scan.ts';
import { enginePath, nodePath, repositoryRoot } from '../../../setup/paths.ts';

/**
 * A resource of a test's program. `"${name.property}"` in an input stands for an output of an earlier one, and
 * `"${secret.name}"` for a secret of the stack's configuration.
 */
export interface Declared {
  name: string;
  type: string;
  inputs: Record<string, unknown>;
}

export interface Run {
  status: number;
  /** Standard output and error. */
  output: string;
}

const RUN_TIMEOUT_MS = 180_000;

/** Program of every test: registers what `declared.json` lists, in its order. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import pulumi from '@pulumi/pulumi';
// As the project's own program does.
Reflect.deleteProperty(Error, 'prepareStackTrace');
const declared = JSON.parse(readFileSync(new URL('./declared.json', import.meta.url), 'utf8'));
const secret = new Proxy({}, { get: (_, name) => new pulumi.Config().requireSecret(name) });
const made = { secret };
const resolve = (value) => {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v)]));
  const [, before, name, property, after] = /^(.*)\\$\\{([^.}]+)\\.([^}]+)\\}(.*)$/.exec(value) ?? [];
  if (name === undefined) return value;
  const output = made[name][property];
  return before || after ? pulumi.interpolate\`\${before}\${output}\${after}\` : output;
};
const OUTPUTS = { Network: ['cidr'], Bucket: ['endpoint', 'bucket'], Redis: ['host', 'port'], LoadBalancer: ['host'],
  Cdn: ['url'], SampleUpstream: ['url'], Release: ['epoch'], ScalingGroup: [] };
class Part extends pulumi.CustomResource {
  constructor(type, name, inputs) {
    const computed = Object.fromEntries(OUTPUTS[type].filter((k) => !(k in inputs)).map((k) => [k, undefined]));
    super('skerry:local:' + type, name, { ...computed, ...inputs });
  }
}
const outputs = {};
for (const { type, name, inputs } of declared) {
  made[name] = new Part(type, name, resolve(inputs));
  outputs[name] = Object.fromEntries(OUTPUTS[type].map((k) => [k, made[name][k]]));
}
export default outputs;
`;

/** The provider's own main.ts, with the test's folder as the clone whose `dist/` it uses. */
const providerEntry = (repository: string, root: string): string => `
import { flushCompileCache } from 'node:module';
import { main } from '@pulumi/pulumi/provider/index.js';
import { endWithParent } from '${repository}/providers/local/process/parent.ts';
import { LocalProvider } from '${repository}/providers/local/provider.ts';
endWithParent();
// The engine kills it in the end, before Node would write down what it has compiled.
flushCompileCache();
await main(new LocalProvider('0.1.0', '${root}'), process.argv.slice(2));
`;

/**
 * A workload: says who it is, on `/until?FILE` as soon as that is there; 200 on /healthz; on SIGTERM it finishes what it
 * has begun.
 */
const WORKLOAD = `
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
const { id, address, port, settings } = JSON.parse(readFileSync(process.env.SKERRY_INSTANCE, 'utf8'));
const server = createServer((request, response) => {
  const [path, file] = request.url.split('?');
  const answer = () => {
    if (path === '/until' && !existsSync(file)) setTimeout(answer, 20);
    else response.end(JSON.stringify({ id, pid: process.pid, settings }));
  };
  answer();
}).listen(port, address);
process.once('SIGTERM', () => server.close(() => process.exit(0)));
`;

/**
 * Stacks in a temporary folder, run by Pulumi's own engine with the provider's sources. `close()` ends what they have
 * left on the machine, whatever happened.
 */
export class TestStack {
  readonly folder: string;
  readonly stateRoot: string;
  readonly #stack: string;

  constructor(stack = 'test') {
    this.#stack = stack;
    this.folder = physical(mkdtempSync(join(tmpdir(), 'skerry-local-')));
    this.stateRoot = join(this.folder, 'state');
    const repository = repositoryRoot();
    mkdirSync(join(this.folder, 'bin'));
    mkdirSync(join(this.folder, 'backend'));
    mkdirSync(this.stateDir, { recursive: true, mode: 0o700 });
    const node = existsSync(nodePath()) ? nodePath() : process.execPath;
    this.#write(
      'Pulumi.yaml',
      'name: local-test\nruntime: {name: nodejs, options: {typescript: false}}\nmain: index.js\n' +
        'plugins: {providers: [{name: skerry, path: ./bin, version: 0.1.0}]}\n',
    );
    this.#write('package.json', '{"name": "local-test", "type": "module"}');
    this.#write('index.js', PROGRAM);
    this.#write(
      'bin/pulumi-resource-skerry',
      `#!/bin/sh\nSKERRY_PARENT=$PPID exec '${node}' '${this.folder}/provider.mjs' "$@"\n`,
      0o755,
    );
    this.#write('provider.mjs', providerEntry(repository, this.folder));
    this.#writeDist(repository);
    symlinkSync(join(repository, 'node_modules'), join(this.folder, 'node_modules'));
  }

  get stateDir(): string {
    return join(this.stateRoot, this.#stack);
  }

  get environment(): Record<string, string> {
    return {
      ...(process.env as Record<string, string>),
      SKERRY_STATE: this.stateRoot,
      PULUMI_BACKEND_URL: `file://${this.folder}/backend`,
      PULUMI_CONFIG_PASSPHRASE: 'test',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_HOME: join(this.folder, 'home'),
    };
  }

  declare(...resources: Declared[]): void {
    this.#write('declared.json', JSON.stringify(resources));
  }

  async init(): Promise<void> {
    const run = await this.run('stack', 'init', this.#stack);
    if (run.status !== 0) throw new Error(run.output);
  }

  up = (): Promise<Run> => this.run('up', '--yes', '--skip-preview', '--stack', this.#stack);
  destroy = (): Promise<Run> => this.run('destroy', '--yes', '--skip-preview', '--stack', this.#stack);
  preview = (...options: string[]): Promise<Run> =>
    this.run('preview', '--diff', '--stack', this.#stack, ...options);
  refresh = (): Promise<Run> => this.run('refresh', '--yes', '--skip-preview', '--stack', this.#stack);

  async outputs<T>(): Promise<T> {
    const { output } = await this.run('stack', 'output', '--json', '--stack', this.#stack);
    return JSON.parse(output) as T;
  }

  async run(...words: string[]): Promise<Run> {
    const child = this.start(...words);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), RUN_TIMEOUT_MS);
    const [status] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    return { status: status ?? -1, output };
  }

  /** The engine, in a process group of its own. */
  start(...words: string[]): ChildProcess {
    return spawn(enginePath(), [...words, '--non-interactive'], {
      cwd: this.folder,
      env: this.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Processes of the stack's parts and their supervisor, seen in /proc. */
  processes(): string[] {
    return processesIn(this.stateDir).map(({ pid, command }) => `${pid} ${command}`);
  }

  async close(): Promise<void> {
    const networks = (await listRecords(this.stateDir)).filter(({ kind }) => kind === 'network');
    await sweep(this.folder);
    for (const { id } of networks) await releaseRange(recordPath(this.stateDir, id));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What set-up builds: the real agent and sample upstream, and tiny services in place of the mirror's. */
  #writeDist(repository: string): void {
    for (const bundle of ['agent/agent.js', 'sample-upstream/server.js']) {
      mkdirSync(join(this.folder, 'dist', dirname(bundle)), { recursive: true });
      copyFileSync(join(repository, 'dist', bundle), join(this.folder, 'dist', bundle));
    }
    mkdirSync(join(this.folder, 'dist', 'services'));
    for (const name of ['mirror-sync', 'mirror-serve']) this.#write(`dist/services/${name}.js`, WORKLOAD);
  }

  /** Digest of the tree that a release of this stack publishes. */
  async releaseRoot(): Promise<string> {
    return (await scan(join(this.folder, 'dist', 'services'))).root.id;
  }

  #write(path: string, content: string, mode = 0o644): void {
    writeFileSync(join(this.folder, path), content, { mode });
  }
}
