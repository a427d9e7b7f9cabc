import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Agent } from '../../../services/agent/agent.ts';
import { defaultTiming } from '../../../services/agent/timing.ts';
import { probeHealth, startWorkload, tiedTo } from '../../../services/agent/workload.ts';
import { createStore } from '../../../storage/create-store.ts';
import { instanceConfig } from '../../support/agent.ts';
import { freeLoopbackAddress } from '../../support/loopback.ts';
import { signedReleases } from '../../support/signed-releases.ts';
import { until } from '../../support/until.ts';
import { startVersitygw } from '../../support/versitygw.ts';

const PORT = 8080;

/** Listens some looks after it was told to. */
const SLOW_START = `
  import { createServer } from 'node:http';
  import { existsSync, readFileSync } from 'node:fs';
  const { port, address } = JSON.parse(readFileSync(process.env.SKERRY_INSTANCE, 'utf8'));
  const timer = setInterval(() => {
    if (!existsSync('go')) return;
    clearInterval(timer);
    createServer((request, response) => response.end()).listen(port, address);
  }, 300);
`;

afterEach(() => vi.restoreAllMocks());

describe('a look at the health', () => {
  it('ends in time with a workload that answers a byte at a time', async () => {
    const address = await freeLoopbackAddress(PORT);
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('error', () => undefined).on('close', () => clearInterval(drip));
    });
    server.listen(PORT, address);
    await once(server, 'listening');
    try {
      expect(await probeHealth(address, PORT, 200)).toMatchObject({
        ok: false,
        answered: false,
        reason: expect.stringContaining('no answer within 200 ms') as string,
      });
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });
});

describe('a command that is tied to its parent', () => {
  const run = promisify(execFile);

  it('runs under that one, with its own arguments', async () => {
    const { stdout } = await run(...tiedTo(process.pid, ['printf', '%s.', 'a b', '$HOME']));
    expect(stdout).toBe('a b.$HOME.');
  });

  it('does not begin where that one ended before the kernel could be told', async () => {
    await expect(run(...tiedTo(process.pid + 1, ['echo', 'begun']))).rejects.toMatchObject({
      code: 1,
      stdout: '',
    });
  });
});

describe('a workload that can not be started', () => {
  it.each([
    [
      'as the operating system says',
      { script: 'app.js', cwd: '/nowhere/at/all' },
      /could not be started: .*ENOENT/,
    ],
    ['as Node says', { script: 'app\0.js', cwd: tmpdir() }, /could not be started: .*null bytes/],
  ])('ends like any other, with the reason, %s', async (_, { script, cwd }, message) => {
    const how = await new Promise<string>((resolve) => {
      expect(startWorkload(script, { cwd, configFile: 'x' }, resolve).pid).toBeUndefined();
    });
    expect(how).toMatch(message);
  });
});

describe('a clock that jumps', () => {
  it('does not make a workload that is starting look as if it were silent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'skerry-agent-'));
    const gateway = await startVersitygw();
    const store = createStore(gateway.config);
    const releases = signedReleases(store);
    const configFile = join(folder, 'instance.json');
    const address = await freeLoopbackAddress(PORT);
    const agent = new Agent({
      config: instanceConfig(folder, address, gateway.config, releases.key.publicKey),
      configFile,
      store,
      log: pino({ level: 'silent' }),
      timing: { ...defaultTiming, healthUnproven: 20, bucketBase: 20 },
    });
    let ended: Promise<void> | undefined;
    try {
      await writeFile(configFile, JSON.stringify({ address, port: PORT }));
      await releases.publish({ 'app.js': SLOW_START });
      ended = agent.run();
      await until('a first look', () => agent.status.reason?.includes('ECONNREFUSED'));
      const { pid } = agent.status;
      const now = Date.now.bind(Date);
      vi.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
      await writeFile(join(folder, 'work', 'go'), '');
      await until('its health', () => agent.status.healthy);
      expect(agent.status).toMatchObject({ pid, restarts: 0 });
    } finally {
      agent.stop();
      await ended;
      store.close();
      await gateway.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
