import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MirrorStatus } from '../../services/mirror/status.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { until } from '../support/until.ts';
import { TinyClone, type Ended, type Started } from './support/tiny-clone.ts';

vi.setConfig({ testTimeout: 240_000 });

const program = 'export default () => ({ endpoints: {} });\n';

/** Moments at which the second command starts, after the first, in milliseconds: up to the whole length of a `down`. */
const random = mulberry32(1);
const moments = (): number[] => Array.from({ length: 2 }, () => Math.round(random() * 1_500));

/** So many that removing them takes seconds: a look at the folder comes in between for sure. */
const FILES = 50_000;

let clone: TinyClone;
beforeEach(async () => {
  clone = await TinyClone.create(program);
});
afterEach(() => clone.dispose());

const stateFolder = (): string => join(clone.root, '.skerry/local');
const checkpoint = (): string => join(stateFolder(), 'pulumi/.pulumi/stacks/skerry/local.json');
const begin = (command: 'up' | 'down'): Started =>
  clone.start(join(clone.root, 'cli/bin/skerry'), [command, 'local', '--yes']);

const refusal = (pid: number | undefined, command: string): RegExp =>
  new RegExp(
    `^error: another run works on local: \\S+@\\S+ \\(pid ${pid}\\) since [-\\dT:]+Z: skerry ${command}\n` +
      'fix: {3}wait until it has ended\n$',
  );

async function mustUp(): Promise<void> {
  const { code, stderr } = await clone.skerry(['up', 'local', '--yes']);
  expect(code, stderr).toBe(0);
}

/** Stops a `down` in the midst of the removal of the state folder, which many files make long. */
async function downStoppedInRemoval(): Promise<Started> {
  await mustUp();
  const many = join(stateFolder(), 'many');
  await mkdir(many);
  await clone.start('sh', ['-c', 'seq "$1" | (cd "$0" && xargs touch)', many, String(FILES)]).ended;
  const filled = (await stat(many)).mtimeMs;
  const down = begin('down');
  await until('the removal is under way', async () => (await stat(many)).mtimeMs !== filled, {
    timeout: 60_000,
    interval: 1,
  });
  process.kill(down.child.pid!, 'SIGSTOP');
  expect(existsSync(checkpoint())).toBe(true);
  return down;
}

/** What `up` asks: the status of a mirror, and whether its root is there. */
class FakeMirror {
  complete = false;
  asked = 0;
  readonly url: string;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (_request, response) => {
      this.asked += 1;
      response.end(JSON.stringify(this.status()));
    });
  }

  static async start(): Promise<FakeMirror> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeMirror(server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private status(): MirrorStatus {
    const written = new Date().toISOString();
    const status = { version: 1 as const, upstream: this.url, written, recentFailures: [], failures: 0 };
    return this.complete ? { ...status, state: 'idle', complete: written } : { ...status, state: 'syncing' };
  }
}

describe('a command beside another one on the same stack', () => {
  it('is refused while the state folder is being removed, and told by whom, as the engine itself is', async () => {
    await writeFile(join(clone.root, 'exports'), (await clone.skerry(['env', 'local'])).stdout);
    const down = await downStoppedInRemoval();
    const up = await begin('up').ended;
    expect(up.code, up.stderr).toBe(1);
    expect(up.stderr).toMatch(refusal(down.child.pid, 'down'));
    const plain = await clone.start('sh', ['-c', '. ./exports && pulumi up -s local --yes']).ended;
    expect(plain.stdout + plain.stderr).toContain(`(pid ${down.child.pid})`);
    expect(plain.code).not.toBe(0);

    process.kill(down.child.pid!, 'SIGCONT');
    const { code, stderr } = await down.ended;
    expect(code, stderr).toBe(0);
    expect(existsSync(stateFolder())).toBe(false);
  });

  it('may go on at once when that one was killed', async () => {
    const down = await downStoppedInRemoval();
    process.kill(down.child.pid!, 'SIGKILL');
    await mustUp();
    expect(existsSync(checkpoint())).toBe(true);
    expect((await begin('down').ended).code).toBe(0);
    expect(existsSync(stateFolder())).toBe(false);
  });

  it('is refused while an `up` is under way, but not while that waits for the first sync alone', async () => {
    const mirror = await FakeMirror.start();
    try {
      await writeFile(
        join(clone.root, 'program.js'),
        "import { existsSync, writeFileSync } from 'node:fs';\n" +
          "export default async () => { writeFileSync('running', ''); " +
          "while (!existsSync('release')) await new Promise((done) => setTimeout(done, 50)); " +
          `return { endpoints: { mirror: '${mirror.url}' } }; };\n`,
      );
      const up = begin('up');
      await until('the program runs', () => existsSync(join(clone.root, 'running')), { timeout: 60_000 });
      const refused = await begin('down').ended;
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(refusal(up.child.pid, 'up'))]);
      await writeFile(join(clone.root, 'release'), '');

      await until('it waits for the sync', () => mirror.asked > 0, { timeout: 60_000 });
      expect(existsSync(checkpoint())).toBe(true);
      const down = await begin('down').ended;
      expect(down.code, down.stderr).toBe(0);
      expect(up.child.exitCode).toBe(null);
      mirror.complete = true;
      const { code, stdout } = await up.ended;
      expect([code, stdout]).toEqual([0, expect.stringContaining(mirror.url)]);
    } finally {
      await mirror.stop();
    }
  });

  const orders = [
    ['up', 'down'],
    ['down', 'up'],
  ] as const;
  it.each(orders)('%s, then %s at any moment: one of them, then the other', async (first, second) => {
    for (const moment of moments()) {
      if (!existsSync(stateFolder())) await mustUp();
      const one = begin(first);
      await delay(moment);
      const other = begin(second);
      const ends = { [first]: await one.ended, [second]: await other.ended } as Record<'up' | 'down', Ended>;
      const told = `${second} ${moment} ms after ${first}:\n${ends.up.stderr}${ends.down.stderr}`;
      for (const { code, stderr } of Object.values(ends)) {
        expect(code === 0 || stderr.includes('another run works on local: '), told).toBe(true);
      }
      // Whichever went last has had its way, whole.
      const up = ends.up.code === 0 && (ends.down.code !== 0 || first === 'down');
      expect(existsSync(stateFolder()), told).toBe(up);
      if (up) expect(JSON.parse(await readFile(checkpoint(), 'utf8')), told).toHaveProperty('version', 3);
    }
  });
});
