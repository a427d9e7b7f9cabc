import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Report } from '../../../acceptance/report/report.ts';
import { nodePath } from '../../../setup/paths.ts';
import { Workspace } from '../../e2e/support/workspace.ts';
import { madeUpSecret } from '../../support/engine/made-up-secrets.ts';
import { projectFile } from '../../support/engine/project.ts';
import { passphraseSecrets } from '../../support/engine/secrets.ts';
import { World } from '../../support/standin-provider/world.ts';

const PASSPHRASE = 'only for tests';

/** A run is nine runs of the engine, most of which load a cloud's SDK. */
export const LIMIT_MS = 280_000;

/** What an acceptance run comes to. */
export interface Accepted {
  code: number;
  output: string;
  report: Report;
}

/** A clone with one stack, `trial`, whose engine has the stand-ins of the clouds. */
export class CloudClone {
  readonly folder = mkdtempSync(join(tmpdir(), 'skerry-acceptance-test-'));
  readonly root = join(this.folder, 'clone');
  readonly world = new World(join(this.folder, 'world'));
  readonly #env: NodeJS.ProcessEnv;

  private constructor() {
    this.#env = {
      ...process.env,
      NO_COLOR: '1',
      PULUMI_BACKEND_URL: `file://${join(this.folder, 'state')}`,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_HOME: join(this.folder, 'home'),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      SKERRY_STANDIN_LEDGER: join(this.folder, 'ledger'),
      SKERRY_STANDIN_WORLD: join(this.folder, 'world'),
    };
  }

  /**
   * @param site the site of the stack file, whose secrets are `gitHostKeys` and `releaseKey`
   * @param environment that leads to the cloud
   */
  static async create(
    site: string,
    environment: (world: World) => Promise<NodeJS.ProcessEnv>,
  ): Promise<CloudClone> {
    const clone = new CloudClone();
    try {
      Object.assign(clone.#env, await environment(clone.world));
      await clone.#populate(site);
      return clone;
    } catch (error) {
      clone.remove();
      throw error;
    }
  }

  async #populate(site: string): Promise<void> {
    await Workspace.populate(this.root);
    writeFileSync(join(this.root, 'Pulumi.yaml'), projectFile());
    for (const name of ['state', 'home']) mkdirSync(join(this.folder, name));
    const secrets = passphraseSecrets(PASSPHRASE);
    const sealed = (name: string) => `{secure: "${secrets.encrypt(madeUpSecret(name))}"}`;
    const text = [
      `encryptionsalt: ${secrets.salt}`,
      'config:',
      `  skerry:gitHostKeys: ${sealed('gitHostKeys')}`,
      `  skerry:releaseKey: ${sealed('releaseKey')}`,
      '  skerry:site:',
      site.replace(/^(?=.)/gm, '    '),
    ];
    writeFileSync(join(this.root, 'stacks/Pulumi.trial.yaml'), text.join('\n'));
  }

  /** @param name of the report */
  async accept(name: string, ...args: string[]): Promise<Accepted> {
    const report = ['--report', join(this.folder, name)];
    const all = [join(this.root, 'acceptance/main.ts'), 'trial', '--yes', ...report, ...args];
    const { code, output } = await promisify(execFile)(nodePath(), all, {
      cwd: this.root,
      env: this.#env,
      timeout: LIMIT_MS,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        output: error.stdout + error.stderr,
      }),
    );
    const data = join(this.folder, `${name}.json`);
    if (!existsSync(data)) throw new Error(output);
    return { code, output, report: JSON.parse(readFileSync(data, 'utf8')) as Report };
  }

  /** What the stand-in was asked to create so far. */
  created(): string[] {
    const ledger = readFileSync(join(this.folder, 'ledger'), 'utf8').split('\n');
    return ledger.filter((line) => line.startsWith('create'));
  }

  expectNothingLeft({ run }: Report): void {
    // The stand-in's buckets go without what is in them.
    expect(this.world.all().filter(({ type }) => !/:BucketObject(v2)?$/.test(type))).toEqual([]);
    expect(readdirSync(join(this.root, 'stacks')).filter((file) => file.includes(run))).toEqual([]);
    const stacks = join(this.folder, 'state/.pulumi/stacks/skerry');
    expect(readdirSync(stacks).filter((file) => file === `${run}.json`)).toEqual([]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Steps of a run of a stack without a mirror, all of which went well. */
export const WITHOUT_MIRROR = [
  'estimate passed',
  'up passed',
  'healthy passed',
  'install left out',
  'tweak passed',
  'kill passed',
  'down passed',
  'verify passed',
];

export const stepsOf = ({ steps }: Report): string[] => steps.map(({ name, state }) => `${name} ${state}`);
