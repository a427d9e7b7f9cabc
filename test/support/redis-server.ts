import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeLoopbackAddress } from './loopback.ts';
import { until } from './until.ts';

const PORT = 6379;

/** A real redis-server on an address of its own, with an append-only file in a temporary folder. */
export interface RedisServer {
  readonly address: string;
  readonly port: number;
  /** Again, with the data that its file holds. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** One command, such as `FLUSHALL`, and the beginning of its answer. */
  command(text: string): Promise<string>;
  /** Ends the process and removes the folder. */
  stop(): Promise<void>;
}

export async function startRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-redis-'));
  const address = await freeLoopbackAddress(PORT);
  let child: ChildProcess | undefined;

  async function command(text: string): Promise<string> {
    const socket = connect(PORT, address);
    try {
      socket.write(`${text}\r\n`);
      const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(1000) })) as [Buffer];
      return answer.toString();
    } finally {
      socket.destroy();
    }
  }

  async function kill() {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  async function start() {
    const settings = ['--bind', address, '--port', String(PORT), '--dir', folder, '--save', ''];
    const durability = [
      '--appendonly',
      'yes',
      '--appendfsync',
      'everysec',
      '--maxmemory-policy',
      'noeviction',
    ];
    // The kernel ends it with the test's process, however that one ends.
    const argv = ['--pdeathsig', 'KILL', 'redis-server', ...settings, ...durability];
    child = spawn('setpriv', argv, { cwd: folder, stdio: 'ignore' });
    // While it loads its file it answers, but not with PONG.
    await until('redis-server', async () => (await command('PING')).startsWith('+PONG'));
  }

  async function stop() {
    await kill();
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, port: PORT, start, kill, command, stop };
}
