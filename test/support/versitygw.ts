import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versitygwPath } from '../../setup/paths.ts';
import { ensureBucket } from '../../storage/s3/bucket.ts';
import type { StoreConfig } from '../../storage/store-config.ts';
import { freeLoopbackAddress } from './loopback.ts';
import { until } from './until.ts';

const PORT = 7070;

/** A real versitygw in a temporary folder, on an address of its own. */
export interface Versitygw {
  /** Of the bucket `test`, which is there. */
  readonly config: StoreConfig;
  readonly address: string;
  readonly endpoint: string;
  readonly folder: string;
  readonly pid: number | undefined;
  /** The same store on the same address again, after `kill`. */
  start(): Promise<void>;
  kill(signal?: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** Ends the process and removes the folder. */
  stop(): Promise<void>;
}

export async function startVersitygw(region = 'local'): Promise<Versitygw> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-versitygw-'));
  await mkdir(join(folder, 'data'));
  const credentials = { accessKeyId: 'test', secretAccessKey: randomBytes(16).toString('hex') };
  const credentialsFile = join(folder, 'credentials.json');
  await writeFile(credentialsFile, JSON.stringify(credentials), { mode: 0o600 });
  const address = await freeLoopbackAddress(PORT);
  const endpoint = `http://${address}:${PORT}`;
  const config: StoreConfig = { dialect: 's3', endpoint, region, bucket: 'test', credentialsFile };
  let child: ChildProcess | undefined;

  async function kill(signal: NodeJS.Signals = 'SIGKILL') {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ends = signal === 'SIGKILL' || signal === 'SIGTERM';
    const exit = ends ? once(child, 'exit') : undefined;
    child.kill(signal);
    await exit;
  }

  async function start() {
    child = launch(folder, address, region, credentials);
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`versitygw ended with ${String(code)} before it answered`);
    });
    exited.catch(() => undefined); // Later ends are what the tests do.
    const healthy = until('versitygw', async () => (await fetch(`${endpoint}/healthz`)).ok);
    await Promise.race([healthy, exited]);
  }

  async function stop() {
    await kill();
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start();
    await ensureBucket(config);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    config,
    address,
    endpoint,
    folder,
    start,
    kill,
    stop,
    get pid() {
      return child?.pid;
    },
  };
}

function launch(
  folder: string,
  address: string,
  region: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
) {
  const flags = [
    '--port',
    `${address}:${PORT}`,
    '--region',
    region,
    '--keep-alive',
    '--quiet',
    '--health',
    '/healthz',
  ];
  // The kernel ends it with the test's process, however that one ends.
  const command = ['--pdeathsig', 'KILL', versitygwPath(), ...flags, 'posix', 'data'];
  return spawn('setpriv', command, {
    cwd: folder,
    stdio: 'ignore',
    env: { ROOT_ACCESS_KEY_ID: credentials.accessKeyId, ROOT_SECRET_ACCESS_KEY: credentials.secretAccessKey },
  });
}
