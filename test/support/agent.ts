import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { InstanceConfig } from '../../services/agent/instance-config.ts';
import type { AgentStatus } from '../../services/agent/status.ts';
import type { StoreConfig } from '../../storage/store-config.ts';
import { freeLoopbackAddress } from './loopback.ts';
import { until } from './until.ts';

const SOURCE = fileURLToPath(new URL('agent-with-hooks.ts', import.meta.url));

/** Bundled as the real one is: it then starts in a fraction of the time. */
export async function buildAgent(): Promise<{ script: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-agent-build-'));
  const script = join(folder, 'agent.mjs');
  const require = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
  await build({
    entryPoints: [SOURCE],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    banner: { js: require },
    // The one main module is the script of the tests.
    define: { 'import.meta.main': 'false' },
    logLevel: 'error',
  });
  return { script, remove: () => rm(folder, { recursive: true }) };
}

/** A workload that says which version it is, and stops by itself on SIGTERM unless told otherwise. */
export function workload(
  version: string,
  { listen = true, stops = true, status = 200, crash = false } = {},
): string {
  return `
    import { createServer } from 'node:http';
    import { readFileSync } from 'node:fs';
    const config = JSON.parse(readFileSync(process.env.SKERRY_INSTANCE, 'utf8'));
    if (${crash}) process.exit(3);
    const server = createServer((request, response) => {
      if (request.url === '/hang') while (true);
      response.statusCode = request.url === '/healthz' ? ${status} : 200;
      response.end(JSON.stringify({ version: ${JSON.stringify(version)}, pid: process.pid, cwd: process.cwd() }));
    });
    if (${listen}) server.listen(config.port, config.address);
    else setInterval(() => undefined, 1000);
    process.on('SIGTERM', () => { if (${stops}) process.exit(0); });
  `;
}

/** Of an instance whose workload and agent listen on an address of its own, and that looks for releases all the time. */
export function instanceConfig(
  folder: string,
  address: string,
  store: StoreConfig,
  publicKey: string,
): InstanceConfig {
  return {
    id: 'local-1/test/i-1',
    region: 'local-1',
    zone: 'a',
    group: 'test',
    workload: 'app',
    address,
    port: 8080,
    agentPort: 9100,
    stateDir: join(folder, 'state'),
    release: { store, channel: 'services', publicKey, pollSeconds: 0.1 },
    drainSeconds: 2,
    settings: {},
  };
}

/** One instance's agent, as a process, in a folder of its own. */
export async function createAgent(script: string, store: StoreConfig, publicKey: string) {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-agent-'));
  const configFile = join(folder, 'instance.json');
  const address = await freeLoopbackAddress(8080);
  const config = instanceConfig(folder, address, store, publicKey);
  await mkdir(config.stateDir);
  await writeFile(configFile, JSON.stringify(config));
  const base = `http://${address}`;
  let child: ChildProcess | undefined;

  return {
    config,
    get pid() {
      return child?.pid;
    },
    /** With the name of a step, the agent kills itself after it. */
    start(fatalStep?: string) {
      const args = [script, configFile, ...(fatalStep === undefined ? [] : [fatalStep])];
      child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    },
    /** The kernel lets none of its files become longer: writes fail in the middle, as on a disk that is full. */
    startWithRoomFor(bytes: number) {
      const args = [`--fsize=${bytes}`, process.execPath, script, configFile];
      child = spawn('prlimit', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    },
    async exit(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
      if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null };
    },
    async kill(signal: NodeJS.Signals) {
      child?.kill(signal);
      return this.exit();
    },
    async status(): Promise<AgentStatus> {
      const response = await fetch(`${base}:9100/status.json`);
      return (await response.json()) as AgentStatus;
    },
    async healthz(): Promise<number> {
      return (await fetch(`${base}:9100/healthz`)).status;
    },
    async app(path = '/'): Promise<{ version: string; pid: number; cwd: string }> {
      return (await (await fetch(`${base}:8080${path}`)).json()) as {
        version: string;
        pid: number;
        cwd: string;
      };
    },
    /** Until the status has these members; a string is looked for within the member. */
    reaches(expected: Partial<AgentStatus>): Promise<AgentStatus> {
      return until(`status ${JSON.stringify(expected)}`, async () => {
        const status = await this.status();
        const met = Object.entries(expected).every(([name, value]) => {
          const actual = status[name as keyof AgentStatus];
          return name === 'reason' ? String(actual).includes(String(value)) : actual === value;
        });
        if (!met) throw new Error(JSON.stringify(status));
        return status;
      });
    },
    async destroy() {
      await this.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export type TestAgent = Awaited<ReturnType<typeof createAgent>>;
