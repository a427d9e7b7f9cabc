import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freeLoopbackAddress } from './loopback.ts';

const PORT = 7272;
/** Far beyond what a handshake on loopback takes. */
const UNANSWERED_MS = 500;

/** Listens, and never accepts: its only thread sleeps. */
const SLEEPER = `require('node:net').createServer().listen({ host: process.argv[1], port: ${PORT}, backlog: 1 }, () => {
  require('node:fs').writeSync(1, 'ready');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
})`;

/** A listening address whose queue is full: the kernel leaves every further SYN unanswered, as a black hole does. */
export async function startFullBacklog(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const address = await freeLoopbackAddress(PORT);
  const argv = ['--pdeathsig', 'KILL', process.execPath, '-e', SLEEPER, address];
  const child: ChildProcess = spawn('setpriv', argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const queued: Socket[] = [];
  await once(child.stdout!, 'data');
  for (let isFull = false; !isFull;) {
    const socket = connect(PORT, address);
    queued.push(socket.on('error', () => socket.destroy()));
    isFull = await Promise.race([once(socket, 'connect').then(() => false), delay(UNANSWERED_MS, true)]);
  }
  return {
    endpoint: `http://${address}:${PORT}`,
    async stop() {
      for (const socket of queued) socket.destroy();
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}
