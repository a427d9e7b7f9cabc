import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { readReleaseRoot } from '../../../components/platforms/local/release-root.ts';
import { nodePath, repositoryRoot } from '../../../setup/paths.ts';
import { createStore } from '../../../storage/create-store.ts';
import type { StoreConfig } from '../../../storage/store-config.ts';
import { startOss } from '../../support/alicloud/oss-server.ts';
import { Graph, nameOf } from '../../support/engine/graph.ts';
import { register, type Registration } from '../../support/engine/in-process.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { freeLoopbackAddress } from '../../support/loopback.ts';
import { startRoleGateway } from '../../support/role-gateway.ts';
import { unwrap } from '../../support/standin-provider/values.ts';
import { startVersitygw } from '../../support/versitygw.ts';
import { planOf } from '../support/plans.ts';

const run = promisify(execFile);

interface Settings {
  store: { endpoint: string; region: string; bucket?: string };
  files: { key: string; path: string }[];
  instance: {
    group: string;
    agentPort: number;
    release: { store: StoreConfig };
    metrics?: { endpoint: string };
    settings: { store: StoreConfig };
  };
}

/** What stands in for a cloud: a bucket, and a service that tells instances of themselves. */
interface Cloud {
  stack: string;
  group: string;
  /** Type of the resource with the user data. */
  start: string;
  script: string;
  /** Variable by which a process finds the service. */
  variable: string;
  /** What the cloud is told of connections; absent: no rule asks for it. */
  told?: string;
  open: () => Promise<Ground>;
  describe: (address: string) => Record<string, string>;
}

interface Ground {
  /** By a key of an operator's. */
  store: StoreConfig;
  /** By keys of the role: how services reach it, and how the script does. */
  reached: StoreConfig;
  script: Settings['store'];
  stop: () => Promise<unknown>;
}

/** Keys that instances are given. */
const ROLE = { accessKeyId: 'STS.made-up', secretAccessKey: 'made-up-secret', token: 'made-up-token' };

const roleOf = (folder: string, keys: object) => ({
  [`${folder}/security-credentials/`]: 'the-role',
  [`${folder}/security-credentials/the-role`]: JSON.stringify({
    ...keys,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  }),
});

const CLOUDS: Cloud[] = [
  {
    stack: 'staging',
    group: 'eu-central-1/mirror-serve',
    start: 'aws:ec2/launchTemplate:LaunchTemplate',
    script: 'components/platforms/aws/boot/boot.py',
    variable: 'AWS_EC2_METADATA_SERVICE_ENDPOINT',
    told: 'MetricName=connections-per-instance',
    async open() {
      const behind = await startVersitygw();
      const store = behind.config;
      const gateway = await startRoleGateway(store, ROLE);
      const { endpoint } = gateway;
      return {
        store,
        reached: { ...store, endpoint },
        script: { endpoint: `${endpoint}/${store.bucket}`, region: store.region },
        stop: () => Promise.all([gateway.stop(), behind.stop()]),
      };
    },
    describe: (address) => ({
      'local-ipv4': address,
      'placement/availability-zone': 'eu-central-1a',
      ...roleOf('iam', {
        AccessKeyId: ROLE.accessKeyId,
        SecretAccessKey: ROLE.secretAccessKey,
        Token: ROLE.token,
      }),
    }),
  },
  {
    stack: 'cn-prod',
    group: 'cn-hangzhou/mirror-serve',
    start: 'alicloud:ess/scalingConfiguration:ScalingConfiguration',
    script: 'components/platforms/alicloud/boot/boot.py',
    variable: 'SKERRY_ECS_METADATA_ENDPOINT',
    async open() {
      const server = await startOss();
      const { config: store, ownHost, keys } = server;
      keys.secrets.set(ROLE.accessKeyId, ROLE.secretAccessKey);
      keys.tokens.set(ROLE.accessKeyId, { token: ROLE.token });
      const { endpoint, region, bucket } = ownHost;
      return { store, reached: store, script: { endpoint, region, bucket }, stop: () => server.stop() };
    },
    describe: (address) => ({
      'private-ipv4': address,
      'zone-id': 'cn-hangzhou-i',
      ...roleOf('ram', {
        AccessKeyId: ROLE.accessKeyId,
        AccessKeySecret: ROLE.secretAccessKey,
        SecurityToken: ROLE.token,
      }),
    }),
  },
];

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

test.each(CLOUDS)(
  'an instance of $group starts from what an update has put into its bucket, and is healthy',
  async (cloud) => {
    const { stack, group } = cloud;
    const folder = mkdtempSync(join(tmpdir(), 'skerry-first-boot-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const registered = await register(planOf(stack));
    const ground = await cloud.open();
    cleanups.push(() => ground.stop());
    await putObjects(registered, group, ground.store);

    const address = await freeLoopbackAddress(9100);
    const known: Record<string, string> = { 'instance-id': 'i-1', ...cloud.describe(address) };
    const told: string[] = [];
    const metadata = await startHttpServer((request, response) => {
      const { url = '', method } = request;
      if (method === 'POST') {
        void text(request).then((body) => {
          told.push(decodeURIComponent(body));
          response.end('{}');
        });
        return;
      }
      const value = url === '/latest/api/token' ? 'token' : known[url.replace('/latest/meta-data/', '')];
      response.writeHead(value === undefined ? 404 : 200).end(value);
    });
    cleanups.push(() => metadata.stop());

    const settings = movedTo(folder, settingsOf(registered, cloud), ground, metadata.endpoint);
    const env = {
      ...process.env,
      SKERRY_BOOT: join(folder, 'boot.json'),
      [cloud.variable]: metadata.endpoint,
    };
    writeFileSync(env.SKERRY_BOOT, JSON.stringify(settings));
    await run('python3', [join(repositoryRoot(), cloud.script), 'prepare'], { env });

    const command = ['--pdeathsig', 'KILL', nodePath(), settings.files[0]!.path, settings.instanceFile];
    const agent = spawn('setpriv', command, { env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    cleanups.push(() => end(agent));
    const of = (path: string) => fetch(`http://${address}:${settings.instance.agentPort}/${path}`);
    await expect
      .poll(
        () =>
          of('healthz').then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 60_000 },
      )
      .toBe(200);
    expect(await (await of('status.json')).text()).toContain(readReleaseRoot());
    if (cloud.told !== undefined) {
      await expect.poll(() => told.join('\n'), { timeout: 60_000 }).toContain(cloud.told);
    }
  },
);

/** As the cloud's provider does with what the program registered for the bucket of a group's releases. */
async function putObjects(registered: Registration[], group: string, to: StoreConfig): Promise<void> {
  const [region] = group.split('/');
  const objects = registered.filter(
    (one) => /:BucketObject/.test(one.type) && nameOf(one).startsWith(`${region}/mirror/boot/`),
  );
  const store = createStore(to);
  for (const { inputs } of objects) {
    const { key, source, content } = inputs as { key: string; source?: unknown; content?: string };
    const path = typeof source === 'string' ? source : (source as { path?: string } | undefined)?.path;
    // What all instances have alike, and would take a hundred megabytes here.
    if (path === nodePath()) continue;
    await store.put(key, path === undefined ? Buffer.from(content!) : readFileSync(path));
  }
  store.close();
}

/** What the group's user data tells its instances. */
function settingsOf(registered: Registration[], { start, group }: Cloud): Settings {
  const { userData } = new Graph(registered).inputs(start, group);
  const document = Buffer.from(String(unwrap(userData)), 'base64').toString();
  const { write_files: files } = JSON.parse(document.slice(document.indexOf('\n'))) as {
    write_files: { path: string; content: string }[];
  };
  return JSON.parse(files.find(({ path }) => path === '/etc/skerry/boot.json')!.content) as Settings;
}

/** The same below a folder of this machine, with the bucket that is there. */
function movedTo(folder: string, settings: Settings, { reached, script }: Ground, metadata: string) {
  const { endpoint, region, bucket } = reached;
  const { instance, files } = settings;
  const moved = (from: StoreConfig): StoreConfig => ({ ...from, endpoint, region, bucket });
  return {
    ...settings,
    metadata,
    user: null,
    store: script,
    parameters: {},
    files: files
      .filter(({ key }) => key.includes('agent'))
      .map((file) => ({ ...file, path: join(folder, 'agent.js') })),
    instanceFile: join(folder, 'instance.json'),
    instance: {
      ...instance,
      stateDir: join(folder, 'state'),
      ...(instance.metrics && { metrics: { ...instance.metrics, endpoint: metadata } }),
      release: { ...instance.release, store: moved(instance.release.store), pollSeconds: 1 },
      settings: { ...instance.settings, store: moved(instance.settings.store) },
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
