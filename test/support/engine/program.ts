import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { World } from '../standin-provider/world.ts';
import {
  engineEnvironment,
  providersOf,
  runEngine,
  type PreviewStep,
  type ResourceState,
} from './project.ts';

const STACK = 'test';

/** A user's own Pulumi program in a temporary folder, with stand-ins for the clouds. */
export class TestProgram {
  readonly folder = mkdtempSync(join(tmpdir(), 'skerry-program-'));
  readonly #environment: NodeJS.ProcessEnv;

  /** @param project what its Pulumi.yaml says beside what a test needs there */
  constructor(project: { name: string; main?: string }) {
    mkdirSync(join(this.folder, 'state'));
    this.#environment = engineEnvironment(this.folder);
    const runtime = { name: 'nodejs', options: { typescript: false } };
    this.write(
      'Pulumi.yaml',
      JSON.stringify({ ...project, runtime, plugins: { providers: providersOf({}) } }),
    );
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  copy(file: string): void {
    copyFileSync(file, join(this.folder, basename(file)));
  }

  async init(config: Record<string, string> = {}): Promise<void> {
    await this.pulumi('stack', 'init', STACK);
    for (const [key, value] of Object.entries(config)) await this.configure(key, value);
  }

  async configure(key: string, value: string): Promise<void> {
    await this.pulumi('config', 'set', '--stack', STACK, '--', key, value);
  }

  async preview(): Promise<PreviewStep[]> {
    const output = await this.pulumi('preview', '--stack', STACK, '--json', '--non-interactive');
    return (JSON.parse(output) as { steps: PreviewStep[] }).steps;
  }

  async up(): Promise<void> {
    await this.pulumi('up', '--stack', STACK, '--yes', '--skip-preview', '--non-interactive');
  }

  async outputs(): Promise<Record<string, unknown>> {
    const text = await this.pulumi('stack', 'output', '--stack', STACK, '--json');
    return JSON.parse(text) as Record<string, unknown>;
  }

  async state(): Promise<ResourceState[]> {
    const text = await this.pulumi('stack', 'export', '--stack', STACK);
    return (JSON.parse(text) as { deployment: { resources?: ResourceState[] } }).deployment.resources ?? [];
  }

  /** What exists at the stand-in's cloud. */
  get world(): World {
    return new World(join(this.folder, 'world'));
  }

  /** @throws EngineFailure with all that was printed */
  async pulumi(...args: string[]): Promise<string> {
    return (await runEngine(this.folder, this.#environment, args)).stdout;
  }

  /** As whoever's credentials these are, for the engine's next runs. */
  signIn(environment: NodeJS.ProcessEnv): void {
    Object.assign(this.#environment, environment);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
