import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { enginePath, nodePath, repositoryRoot } from '../../../setup/paths.ts';
import type { Engine } from '../../../cli/engine/engine.ts';
import { fileBackend } from '../../../cli/engine/environment.ts';
import { World } from '../standin-provider/world.ts';
import { madeUpSecret } from './made-up-secrets.ts';
import { passphraseSecrets } from './secrets.ts';

const run = promisify(execFile);
const ROOT = repositoryRoot();
const STAND_IN = join(ROOT, 'test/support/standin-provider/bin');
const PASSPHRASE = 'only for tests';

/** For one run of the engine. */
const PATIENCE_MS = 110_000;

/** Which executables serve the packages, by name; the stand-in where none is given. */
export type Plugins = Partial<Record<'skerry' | 'alicloud' | 'aws' | 'random', string>>;

/**
 * A copy of the project for one stack in a temporary folder: its own state, its own plugins, secrets of its own beside
 * a site of the same bytes. The program is the repository's own.
 */
export class TestProject {
  readonly stack: string;
  readonly folder: string;
  readonly ledger: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #patience: number;
  #printed = '';

  constructor(
    stack: string,
    options: { plugins?: Plugins; environment?: NodeJS.ProcessEnv; patience?: number } = {},
  ) {
    this.stack = stack;
    this.#patience = options.patience ?? PATIENCE_MS;
    this.folder = mkdtempSync(join(tmpdir(), `skerry-${stack}-`));
    this.ledger = join(this.folder, 'ledger');
    mkdirSync(join(this.folder, 'stacks'));
    mkdirSync(join(this.folder, 'state'));
    for (const name of ['package.json', 'node_modules', 'stacks/index.ts']) {
      symlinkSync(join(ROOT, name), join(this.folder, name));
    }
    this.writeSite(readFileSync(join(ROOT, 'stacks', `Pulumi.${stack}.yaml`), 'utf8'));
    writeFileSync(join(this.folder, 'Pulumi.yaml'), projectFile({ plugins: options.plugins ?? {} }));
    this.#environment = { ...engineEnvironment(this.folder), ...options.environment };
  }

  get stackFile(): string {
    return join(this.folder, 'stacks', `Pulumi.${this.stack}.yaml`);
  }

  /** Writes the stack file: the text as given, but for secrets, which are made up and encrypted anew. */
  writeSite(text: string): void {
    const secrets = passphraseSecrets(PASSPHRASE);
    const sealed = text
      .replace(
        /skerry:(\w+): \{secure: "v1:…"\}/g,
        (_, name: string) => `skerry:${name}: {secure: "${secrets.encrypt(madeUpSecret(name))}"}`,
      )
      .replace(/^encryptionsalt:.*\n?/m, '');
    writeFileSync(this.stackFile, `encryptionsalt: ${secrets.salt}\n${sealed}`);
  }

  editSite(pattern: string | RegExp, replacement: string): void {
    const before = readFileSync(this.stackFile, 'utf8');
    const after = before.replace(pattern, replacement);
    if (after === before) throw new Error(`${String(pattern)} is not in ${this.stackFile}`);
    writeFileSync(this.stackFile, after);
  }

  async init(): Promise<void> {
    await this.pulumi('stack', 'init', this.stack);
  }

  async preview(...flags: string[]): Promise<PreviewStep[]> {
    const output = await this.pulumi(
      'preview',
      '--stack',
      this.stack,
      '--json',
      '--non-interactive',
      ...flags,
    );
    return (JSON.parse(output) as { steps: PreviewStep[] }).steps;
  }

  async up(): Promise<void> {
    await this.pulumi('up', '--stack', this.stack, '--yes', '--skip-preview', '--non-interactive');
  }

  /** An update during which the stand-in's cloud fails, as failure.ts reads it. */
  async upFailing(failure: string): Promise<EngineFailure> {
    this.#environment['SKERRY_STANDIN_FAIL'] = failure;
    try {
      await this.up();
    } catch (error) {
      if (error instanceof EngineFailure) return error;
      throw error;
    } finally {
      delete this.#environment['SKERRY_STANDIN_FAIL'];
    }
    throw new Error(`the update succeeded in spite of ${failure}`);
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.pulumi('stack', 'output', '--stack', this.stack, '--json')) as Record<
      string,
      unknown
    >;
  }

  /** Resources in the state, secrets sealed. */
  async state(): Promise<ResourceState[]> {
    const text = await this.pulumi('stack', 'export', '--stack', this.stack);
    return (JSON.parse(text) as { deployment: { resources?: ResourceState[] } }).deployment.resources ?? [];
  }

  /** What exists at the stand-in's cloud. */
  get world(): World {
    return new World(join(this.folder, 'world'));
  }

  /** For the command's own dealings with the engine. */
  engine(environment: NodeJS.ProcessEnv = {}): Engine {
    const env = { ...this.#environment, ...environment };
    return { executable: enginePath(), cwd: this.folder, env, stack: this.stack };
  }

  /** Operations that reached the stand-in, in order. */
  operations(): string[] {
    return existsSync(this.ledger) ? readFileSync(this.ledger, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** All that the engine has printed, on both streams. */
  get printed(): string {
    return this.#printed;
  }

  /** @throws EngineFailure with all that was printed */
  async pulumi(...args: string[]): Promise<string> {
    const { stdout, stderr } = await runEngine(this.folder, this.#environment, args, this.#patience);
    this.#printed += stdout + stderr;
    return stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Of a project in a folder with an own `state/`: all that the engine and the stand-ins write lies in there. */
export function engineEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(enginePath()), dirname(nodePath()), process.env['PATH']].join(delimiter),
    HOME: folder,
    PULUMI_HOME: join(folder, 'home'),
    PULUMI_BACKEND_URL: fileBackend(join(folder, 'state')),
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    SKERRY_STANDIN_LEDGER: join(folder, 'ledger'),
    SKERRY_STANDIN_WORLD: join(folder, 'world'),
    // Those that the stack files of the repository name.
    SKERRY_STANDIN_ACCOUNT_AWS: '123456789012',
    SKERRY_STANDIN_ACCOUNT_ALICLOUD: '1234567890123456',
  };
}

/** @throws EngineFailure with all that was printed */
export async function runEngine(
  cwd: string,
  env: NodeJS.ProcessEnv,
  args: string[],
  timeout: number = PATIENCE_MS,
) {
  const options = { cwd, env, maxBuffer: 256 * 1024 * 1024, timeout };
  try {
    return await run(enginePath(), args, options);
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout?: string; stderr?: string; code?: unknown };
    throw new EngineFailure(args, code, `${messages(stdout ?? '')}${stderr ?? ''}` || String(error));
  }
}

export class EngineFailure extends Error {
  readonly output: string;

  constructor(args: readonly string[], code: unknown, output: string) {
    super(`pulumi ${args.join(' ')} ended with ${String(code)}:\n${output}`);
    this.output = output;
  }
}

/** What a run has to say: of `--json` its diagnostics, else all. */
function messages(stdout: string): string {
  if (!stdout.startsWith('{')) return stdout;
  const { diagnostics = [] } = JSON.parse(stdout) as {
    diagnostics?: { severity: string; message: string }[];
  };
  return diagnostics.map(({ message }) => message).join('\n');
}

export interface ResourceState {
  urn: string;
  type: string;
  /** Of a provider; else a component. */
  custom?: boolean;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  parent?: string;
  dependencies?: string[];
  provider?: string;
  protect?: boolean;
  retainOnDelete?: boolean;
  ignoreChanges?: string[];
}

export interface PreviewStep {
  op: string;
  urn: string;
  newState?: ResourceState;
  oldState?: ResourceState;
}

/** Where the engine finds plugins of the SDKs' versions. */
export function providersOf(plugins: Plugins) {
  const packages = {
    skerry: '0.1.0',
    alicloud: versionOf('alicloud'),
    aws: versionOf('aws'),
    random: versionOf('random'),
  };
  return Object.entries(packages).map(([name, version]) => ({
    name,
    version,
    path: plugins[name as keyof Plugins] ?? STAND_IN,
  }));
}

/** `Pulumi.yaml` of a project whose plugins are the stand-in's, but for those given. */
export function projectFile({
  main = 'stacks/index.ts',
  plugins = {},
}: { main?: string; plugins?: Plugins } = {}): string {
  return JSON.stringify({
    name: 'skerry',
    main,
    stackConfigDir: 'stacks',
    runtime: { name: 'nodejs', options: { typescript: false } },
    plugins: { providers: providersOf(plugins) },
  });
}

function versionOf(name: string): string {
  const manifest = join(ROOT, 'node_modules/@pulumi', name, 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
