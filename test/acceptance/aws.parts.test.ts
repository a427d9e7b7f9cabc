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
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stepOf, type Report } from '../../acceptance/report/report.ts';
import { nodePath } from '../../setup/paths.ts';
import { Workspace } from '../e2e/support/workspace.ts';
import { startWorldApi } from '../support/aws/world-api.ts';
import { madeUpSecret } from '../support/engine/made-up-secrets.ts';
import { projectFile } from '../support/engine/project.ts';
import { passphraseSecrets } from '../support/engine/secrets.ts';
import type { HttpServer } from '../support/http-server.ts';
import { World } from '../support/standin-provider/world.ts';

const PASSPHRASE = 'only for tests';

// A run is nine runs of the engine, most of which load a cloud's SDK.
const LIMIT_MS = 280_000;
vi.setConfig({ testTimeout: LIMIT_MS + 10_000 });

/** The secrets are encrypted. */
const site = (salt: string, hostKeys: string, releaseKey: string) => `encryptionsalt: ${salt}
config:
  skerry:gitHostKeys: {secure: "${hostKeys}"}
  skerry:releaseKey: {secure: "${releaseKey}"}
  skerry:site:
    version: 1
    stage: production
    platform: aws
    account: {id: "123456789012"}
    releases: {signingKey: releaseKey}
    regions:
      eu-central-1:
        network: {cidr: 10.32.0.0/16, zones: [eu-central-1a, eu-central-1b]}
        buckets:
          data: {access: private, appendOnly: true}
        loadBalancers:
          git: {group: git, listeners: {ssh: 22}}
        groups:
          git:
            image: debian-12
            instanceTypes: [m6i.large]
            capacity: {owner: iac, min: 1, max: 3, desired: 2}
    git: {bucket: eu-central-1/data, hostKeys: gitHostKeys}
`;

describe('acceptance of a stack on AWS, as far as a stand-in goes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'skerry-acceptance-test-'));
  const root = join(folder, 'clone');
  const world = new World(join(folder, 'world'));
  let api: HttpServer & { actions: string[] };
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    api = await startWorldApi(world);
    await Workspace.populate(root);
    writeFileSync(join(root, 'Pulumi.yaml'), projectFile());
    for (const name of ['state', 'home']) mkdirSync(join(folder, name));
    env = {
      ...process.env,
      NO_COLOR: '1',
      PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_HOME: join(folder, 'home'),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      SKERRY_STANDIN_LEDGER: join(folder, 'ledger'),
      SKERRY_STANDIN_WORLD: join(folder, 'world'),
      SKERRY_STANDIN_ACCOUNT_AWS: '123456789012',
      AWS_ENDPOINT_URL: api.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const secrets = passphraseSecrets(PASSPHRASE);
    const sealed = ['gitHostKeys', 'releaseKey'].map((name) => secrets.encrypt(madeUpSecret(name)));
    writeFileSync(join(root, 'stacks/Pulumi.trial.yaml'), site(secrets.salt, sealed[0]!, sealed[1]!));
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function accept(name: string, ...args: string[]) {
    const all = [join(root, 'acceptance/main.ts'), 'trial', '--yes', '--report', join(folder, name), ...args];
    const { code, output } = await promisify(execFile)(nodePath(), all, {
      cwd: root,
      env,
      timeout: LIMIT_MS,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        output: error.stdout + error.stderr,
      }),
    );
    const data = join(folder, `${name}.json`);
    if (!existsSync(data)) throw new Error(output);
    const report = JSON.parse(readFileSync(data, 'utf8')) as Report;
    return { code, output, report };
  }

  function expectNothingLeft({ run }: Report): void {
    // The stand-in's buckets go without what is in them.
    expect(world.all().filter(({ type }) => type !== 'aws:s3/bucketObjectv2:BucketObjectv2')).toEqual([]);
    expect(readdirSync(join(root, 'stacks')).filter((file) => file.includes(run))).toEqual([]);
    const stacks = join(folder, 'state/.pulumi/stacks/skerry');
    expect(readdirSync(stacks).filter((file) => file === `${run}.json`)).toEqual([]);
  }

  it('makes nothing where it would be too much', async () => {
    const { code, output, report } = await accept('large', '--unpriced', '--max-resources', '10');
    expect(code, output).toBe(1);
    expect(stepOf(report, 'estimate').reason).toMatch(/^\d+ resources and up to 3 instances .* allows 10$/);
    expect(report.left).toBe('nothing');
    const ledger = readFileSync(join(folder, 'ledger'), 'utf8').split('\n');
    expect(ledger.filter((line) => line.startsWith('create'))).toEqual([]);
    expectNothingLeft(report);
  });

  it('goes from its price to its end, and touches nothing that bears another tag', async () => {
    const { code, output, report } = await accept('whole', '--unpriced', '--max-price', '9USD');
    expect(code, output).toBe(0);
    expect(report.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'estimate passed',
      'up passed',
      'healthy passed',
      'install left out',
      'tweak passed',
      'kill passed',
      'down passed',
      'verify passed',
    ]);
    expect(stepOf(report, 'tweak').facts).toEqual(["eu-central-1/git: desired 2 to 3, by the cloud's API"]);
    expect(api.actions).toEqual(
      expect.arrayContaining([
        'UpdateAutoScalingGroup',
        'TerminateInstanceInAutoScalingGroup',
        'ResourceGroupsTaggingAPI_20170126.GetResources',
      ]),
    );
    expectNothingLeft(report);
  });
});
