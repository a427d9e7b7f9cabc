import { until } from '../../support/until.ts';
import { existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createStore } from '../../../storage/create-store.ts';
import { publicKey } from '../../../storage/keys.ts';
import { CLAIMS_FOLDER, readClaims } from '../../../providers/local/network/register.ts';
import { readListeners } from '../../../providers/local/network/listening.ts';
import { serverStats } from '../../../providers/local/balancer/servers.ts';
import { resolveStore } from '../../../providers/local/group/resolve-settings.ts';
import { listRecords } from '../../../providers/local/parts/record.ts';
import { commandRedis } from '../../../providers/local/parts/resp.ts';
import { processesIn } from '../../../providers/local/process/procfs.ts';
import { isErrno } from '../../../providers/local/state/files.ts';
import { ensureRedisPassword } from '../../../providers/local/state/secrets.ts';
import { LocalLiveGroup } from '../../../providers/local/live-group.ts';
import { readGroups, readParts } from '../../../providers/local/status.ts';
import { holdsTheReadingContract } from '../../capacity/reading-contract.ts';
import { TestStack } from './engine.ts';
import { wholeSite } from './site.ts';
import type { Wishes } from './site.ts';

interface Outputs {
  network: { cidr: string };
  redis: { host: string; port: number };
  balancer: { host: string };
  mirrors: { url: string };
  files: { url: string };
  upstream: { url: string };
}

interface Answer {
  id: string;
  settings: { mirrorsUrl: string };
}

/** Several engine starts a test, on a machine that may be busy. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const stack = new TestStack();
let outputs: Outputs;

async function bringTo(wishes: Wishes): Promise<string> {
  stack.declare(...(await wholeSite(stack, wishes)));
  const run = await stack.up();
  expect(run.output).not.toContain('error:');
  expect(run.status).toBe(0);
  return run.output;
}

async function ask(url: string): Promise<Answer> {
  const answer = await fetch(url, { headers: { connection: 'close' } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

const askBalancer = (port = 8080): Promise<Answer> => ask(`http://${outputs.balancer.host}:${port}/`);

async function whoAnswers(port?: number): Promise<Set<string>> {
  const answers = await Promise.all(Array.from({ length: 12 }, () => askBalancer(port)));
  return new Set(answers.map(({ id }) => id));
}

/** Inodes of a process's sockets. */
const socketsOf = (pid: number): number[] =>
  (unlessGone(() => readdirSync(`/proc/${pid}/fd`)) ?? [])
    .map((fd) => unlessGone(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? '')
    .flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [])
    .map(Number);

/** A process ends, and a descriptor is closed, between two looks. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ESRCH')) return undefined;
    throw error;
  }
}

beforeAll(async () => {
  await stack.init();
  await bringTo({});
  outputs = await stack.outputs<Outputs>();
});

afterAll(() => stack.close());

describe('a site on this machine', () => {
  test('has parts that answer as soon as the update returns', async () => {
    const parts = await readParts(stack.stateDir);
    expect(parts.filter(({ healthy }) => !healthy)).toEqual([]);
    expect(parts.map(({ kind }) => kind).sort()).toEqual([
      'balancer',
      'bucket',
      'cdn',
      'cdn',
      'instance',
      'instance',
      'redis',
      'sample-upstream',
    ]);
    expect(new Set(parts.map(({ address }) => address)).size).toBe(parts.length);
  });

  test('keeps one instance a zone and spreads connections over them', async () => {
    const [group] = await readGroups(stack.stateDir);
    expect(group?.instances.map(({ zone }) => zone).sort()).toEqual(['local-1a', 'local-1b']);
    expect(group?.instances.every(({ release }) => release?.length === 64)).toBe(true);
    expect((await whoAnswers()).size).toBe(2);
    const stats = await serverStats(stack.stateDir, 'local-1/balancer-serve');
    expect(stats.map(({ status, totalSessions }) => status === 'UP' && totalSessions > 0)).toEqual([
      true,
      true,
    ]);
  });

  describe('has a group that', () => {
    holdsTheReadingContract(() => ({
      id: 'local-1/mirror-serve',
      group: new LocalLiveGroup(stack.stateDir, 'local-1', 'mirror-serve'),
      absent: new LocalLiveGroup(stack.stateDir, 'local-1', 'none'),
    }));
  });

  test('serves through the mirrors edge what the instances answer', async () => {
    const { id } = await ask(`${outputs.mirrors.url}/status.json`);
    expect(id).toMatch(/^local-1\/mirror-serve\/i-/);
  });

  test('serves public objects, ranges of them and nothing else through the files edge', async () => {
    const store = createStore(await resolveStore(stack.stateDir, 'local-1/mirror'));
    const zip = Buffer.alloc(9 * 1024 * 1024, 'z');
    await store.put(publicKey('/composer/p2/acme/lib.json'), Buffer.from('{"a": 1}'));
    const forEver = { cacheControl: 'public, max-age=31536000, immutable' };
    await store.put(publicKey('/composer/dists/acme/lib/1.0.0.0/abc.zip'), zip, forEver);
    const withoutReference = publicKey('/composer/dists/acme/lib/1.0.0.0/.zip');
    await store.put(withoutReference, Buffer.from('one'), { cacheControl: 'public, max-age=1' });
    const { url } = outputs.files;

    expect(await (await fetch(`${url}/composer/p2/acme/lib.json`)).json()).toEqual({ a: 1 });
    const missing = await fetch(`${url}/composer/p2/acme/none.json`);
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/json']);
    const dist = `${url}/composer/dists/acme/lib/1.0.0.0/abc.zip`;
    const range = await fetch(dist, { headers: { range: 'bytes=5000000-5000009' } });
    expect([range.status, await range.text()]).toEqual([206, 'zzzzzzzzzz']);
    const whole = await fetch(dist);
    expect((await whole.arrayBuffer()).byteLength).toBe(zip.length);
    expect(whole.headers.get('cache-control')).toContain('immutable');
    const again = await fetch(dist, { headers: { range: 'bytes=0-1' } });
    expect(again.headers.get('x-cache-status')).toBe('HIT');
    // What has no reference in its path may change, and does so for clients as soon as the object allows.
    const unnamed = `${url}/composer/dists/acme/lib/1.0.0.0/.zip`;
    expect(await (await fetch(unnamed)).text()).toBe('one');
    await store.put(withoutReference, Buffer.from('two'), { cacheControl: 'public, max-age=1' });
    store.close();
    await until('the new content', async () => (await (await fetch(unnamed)).text()) === 'two');
    expect(await (await fetch(unnamed)).text()).toBe('two');
    for (const path of ['/../internal/x', '/', '/composer/p2/', '/%2e%2e/internal/']) {
      expect((await fetch(url + path)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await fetch(`${url}/x`, { method: 'PUT', body: 'x' })).status).toBe(405);
  });

  test('refuses Redis without its password', async () => {
    const [answer] = await commandRedis(outputs.redis, [['PING']], 2_000);
    expect(answer).toMatch(/^-NOAUTH/);
  });

  test('listens in its own range only', () => {
    const prefix = outputs.network.cidr.replace('0.0/16', '');
    const sockets = new Set(processesIn(stack.stateDir).flatMap(({ pid }) => socketsOf(pid)));
    const own = readListeners().filter(({ inode }) => sockets.has(inode));
    expect(own.length).toBeGreaterThanOrEqual(10);
    expect(own.filter(({ address }) => !address.startsWith(prefix))).toEqual([]);
  });

  test('has nothing to change in a second update, nor to find in a refresh', async () => {
    expect(await bringTo({})).toContain('10 unchanged');
    const refresh = await stack.refresh();
    expect([refresh.status, refresh.output]).toEqual([0, expect.stringContaining('10 unchanged') as string]);
  });
});

describe('an update', () => {
  test('starts instances, and drains before it stops them', async () => {
    await bringTo({ desired: 3 });
    expect((await whoAnswers()).size).toBe(3);
    // In progress while the group shrinks to nothing but one, until the first instance is on its way out.
    const go = join(stack.folder, 'go');
    const held = Array.from({ length: 6 }, () => ask(`http://${outputs.balancer.host}:8080/until?${go}`));
    await until('six requests in progress', async () => {
      const servers = await serverStats(stack.stateDir, 'local-1/balancer-serve');
      return servers.every(({ sessions }) => sessions === 2);
    });
    const shrunk = bringTo({ desired: 1 });
    const draining = async (): Promise<boolean> =>
      JSON.stringify(await listRecords(stack.stateDir)).includes('"draining":true');
    await until('an instance drains', draining, { timeout: 60_000 });
    writeFileSync(go, '');
    await shrunk;
    expect(new Set((await Promise.all(held)).map(({ id }) => id)).size).toBe(3);
    const [group] = await readGroups(stack.stateDir);
    expect([group?.desired, group?.instances.length]).toEqual([1, 1]);
    expect((await whoAnswers()).size).toBe(1);
  });

  test('of the settings replaces the instances while the group goes on to serve', async () => {
    const [before] = await readGroups(stack.stateDir);
    let running = true;
    const failures: unknown[] = [];
    const load = (async () => {
      while (running) await askBalancer().catch((error: unknown) => failures.push(error));
    })();
    await bringTo({ desired: 1, mirrorsUrl: 'http://changed' });
    running = false;
    await load;
    expect(failures).toEqual([]);
    const [after] = await readGroups(stack.stateDir);
    expect(after?.instances.map(({ id }) => id)).not.toEqual(before?.instances.map(({ id }) => id));
    expect((await askBalancer()).settings.mirrorsUrl).toBe('http://changed');
  });

  test('under another owner leaves desired where it was moved to', async () => {
    await bringTo({ desired: 2, owner: 'autoscaler', mirrorsUrl: 'http://changed' });
    const [group] = await readGroups(stack.stateDir);
    expect([group?.desired, group?.instances.length]).toEqual([1, 1]);
    await bringTo({ desired: 1, mirrorsUrl: 'http://changed' });
  });

  test('changes deny list, listener and memory in place', async () => {
    const settled = { desired: 1, mirrorsUrl: 'http://changed' };
    await bringTo({ ...settled, deny: ['127.0.0.0/8'] });
    await expect(askBalancer()).rejects.toThrow();
    await bringTo({ ...settled, balancerPort: 8082, memoryMiB: 128 });
    expect((await whoAnswers(8082)).size).toBe(1);
    expect((await ask(`${outputs.mirrors.url}/`)).settings.mirrorsUrl).toBe('http://changed');
    const now = await stack.outputs<Outputs>();
    expect(now.balancer.host).toBe(outputs.balancer.host);
    const password = await ensureRedisPassword(stack.stateDir, 'local-1');
    const client = new Redis({ ...outputs.redis, password });
    expect(await client.config('GET', 'maxmemory')).toEqual(['maxmemory', String(128 * 1024 * 1024)]);
    client.disconnect();
  });
});

describe('destruction', () => {
  test('leaves no process, no listener, no claim and no part', async () => {
    const run = await stack.destroy();
    expect(run.status, run.output).toBe(0);
    expect(stack.processes()).toEqual([]);
    const prefix = outputs.network.cidr.replace('0.0/16', '');
    expect(readListeners().filter(({ address }) => address.startsWith(prefix))).toEqual([]);
    expect(readClaims(CLAIMS_FOLDER).filter(({ evidence }) => evidence?.startsWith(stack.folder))).toEqual(
      [],
    );
    expect(existsSync(join(stack.stateDir, 'machine'))).toBe(false);
  });
});
