import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncSettings } from '../../services/mirror/settings.ts';
import { freeLoopbackAddress } from './loopback.ts';
import { until } from './until.ts';

const PORT = 8080;
const MAIN = join(import.meta.dirname, '../../services/mirror/sync/main.ts');

/** A real `mirror-sync` process. */
export interface SyncProcess {
  readonly url: string;
  readonly pid: number;
  /** What it printed. */
  readonly log: string;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

/** @param entry for benchmarks: the bundle instead of the source */
export async function startSyncProcess(settings: SyncSettings, entry = MAIN): Promise<SyncProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-sync-'));
  const address = await freeLoopbackAddress(PORT);
  const config = { id: `test/mirror-sync/${address}`, address, port: PORT, settings };
  const file = join(folder, 'instance.json');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const log = join(folder, 'log');
  const output = createWriteStream(log);
  await once(output, 'open');
  // The kernel ends it with the test's process, however that one ends.
  const command = ['--pdeathsig', 'KILL', process.execPath, entry];
  const child: ChildProcess = spawn('setpriv', command, {
    cwd: folder,
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'], SKERRY_INSTANCE: file },
  });
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await exit;
  };
  const stop = async () => {
    await kill('SIGKILL');
    output.close();
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://${address}:${PORT}`;
  try {
    await until('mirror-sync', async () => (await fetch(`${url}/healthz`)).ok);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: child.pid!, log, kill, stop };
}
