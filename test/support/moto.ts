import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { motoPath } from '../../setup/paths.ts';
import { freeLoopbackAddress } from './loopback.ts';
import { until } from './until.ts';

const PORT = 5000;

/** moto's server, which stands for AWS, on an address of its own. It checks neither signatures nor bounds. */
export interface Moto {
  /** For programs that are to take it for AWS; its account is {@link MOTO_ACCOUNT}. */
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

export const MOTO_ACCOUNT = '123456789012';

export async function startMoto(): Promise<Moto> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-moto-'));
  const address = await freeLoopbackAddress(PORT);
  const endpoint = `http://${address}:${PORT}`;
  // The kernel ends it with the test's process, however that one ends.
  const command = ['--pdeathsig', 'KILL', motoPath(), '--host', address, '--port', String(PORT)];
  const child: ChildProcess = spawn('setpriv', command, {
    cwd: folder,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], HOME: folder, MOTO_EC2_LOAD_DEFAULT_AMIS: 'false' },
  });

  async function stop() {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    await rm(folder, { recursive: true, force: true });
  }

  try {
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`moto ended with ${String(code)} before it answered: npm run setup -- --for test`);
    });
    exited.catch(() => undefined); // Later ends are what the tests do.
    const answers = until('moto', async () => (await fetch(`${endpoint}/moto-api/`)).ok, { timeout: 60_000 });
    await Promise.race([answers, exited]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    },
    stop,
  };
}
