import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chooseRange } from '../../../providers/local/network/claims.ts';
import { octetsInUse, readListeners } from '../../../providers/local/network/listening.ts';
import { bucketStore } from '../../../providers/local/parts/bucket.ts';
import { readGroups, readParts } from '../../../providers/local/status.ts';
import { TestStack } from './engine.ts';
import type { Declared } from './engine.ts';
import { wholeSite } from './site.ts';

/** Several engine starts a test, on a machine that may be busy. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const region = 'local-1';
const network = '${network.cidr}';
const networkOnly: Declared = { name: 'network', type: 'Network', inputs: { region, zones: ['a'] } };
const bucket = (forceDestroy: boolean): Declared => ({
  name: 'bucket',
  type: 'Bucket',
  inputs: { region, name: 'data', network, access: 'private', forceDestroy },
});
const redis: Declared = { name: 'redis', type: 'Redis', inputs: { region, network, memoryMiB: 32 } };
const balancer = (port: number): Declared => ({
  name: 'balancer',
  type: 'LoadBalancer',
  inputs: {
    region,
    name: 'front',
    network,
    listeners: [{ name: 'http', port, targetPort: 8080 }],
    deny: [],
    healthPath: '/healthz',
  },
});

let stack: TestStack;
const servers: Server[] = [];

beforeEach(async () => {
  stack = new TestStack();
  await stack.init();
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await stack.close();
});

async function up(...resources: Declared[]): Promise<void> {
  stack.declare(...resources);
  const run = await stack.up();
  expect(run.status, run.output).toBe(0);
}

/** Listens until the end of the test; port 0 is any free one. */
async function listen(host: string, port: number): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

describe('a bucket', () => {
  test('with data in it is deleted only if the stack says so', async () => {
    await up(networkOnly, bucket(false));
    const { bucket: made } = await stack.outputs<{ bucket: { endpoint: string } }>();
    const { createStore } = await import('../../../storage/create-store.ts');
    const store = createStore(bucketStore(stack.stateDir, region, 'data', new URL(made.endpoint).hostname));
    await store.put('internal/=kept', Buffer.from('x'));

    const refused = await stack.destroy();
    expect(refused.status).not.toBe(0);
    expect(refused.output).toContain('bucket local-1/data is not empty (it holds internal/=kept, at least)');
    expect(refused.output).toContain('forceDestroy: true');
    expect(await store.get('internal/=kept')).toBeDefined();
    store.close();

    await up(networkOnly, bucket(true));
    const destroyed = await stack.destroy();
    expect(destroyed.status, destroyed.output).toBe(0);
    expect(stack.processes()).toEqual([]);
  });
});

describe('a port in use', () => {
  test('by a listener on every address is found by the check, and nothing is made', async () => {
    const port = await listen('0.0.0.0', 0);
    stack.declare(networkOnly, balancer(port));
    const preview = await stack.preview();
    expect(preview.status).not.toBe(0);
    expect(preview.output).toContain(`port ${port} is in use on this machine`);
    expect(preview.output).toContain('listens on every address');
    expect(preview.output).toContain('listeners[0].port');
    expect(existsSync(join(stack.stateDir, 'parts'))).toBe(false);
    expect(stack.processes()).toEqual([]);
  });

  test('on the very address fails the create, which leaves nothing behind', async () => {
    const octet = chooseRange(stack.folder, octetsInUse(readListeners())) ?? 0;
    const cidr = `127.${octet}.0.0/16`;
    await listen(`127.${octet}.0.10`, 6379);
    stack.declare({ ...networkOnly, inputs: { ...networkOnly.inputs, cidr } }, redis);
    const run = await stack.up();
    expect(run.status).not.toBe(0);
    expect(run.output).toContain(`local-1/redis can't listen on 127.${octet}.0.10:6379`);
    expect(existsSync(join(stack.stateDir, 'parts', region, 'redis'))).toBe(false);
    expect(stack.processes()).toEqual([]);
  });
});

describe('a failing start', () => {
  test('is told with the last lines of the log, and leaves nothing behind', async () => {
    const upstream = { region, network, packages: 1, seed: 1 };
    stack.declare(networkOnly, { name: 'upstream', type: 'SampleUpstream', inputs: upstream });
    const run = await stack.up();
    expect(run.status).not.toBe(0);
    expect(run.output).toMatch(/local-1\/sample-upstream doesn't answer after \d+ s and \d+ starts/);
    expect(run.output).toContain('RangeError: packages: 1');
    expect(existsSync(join(stack.stateDir, 'parts', region, 'sample-upstream'))).toBe(false);
    expect(stack.processes()).toEqual([]);
  });
});

describe('a refresh', () => {
  test('finds what is gone and what was changed; the next update puts it right', async () => {
    const left = ['upstream', 'mirrors', 'files'];
    const site = (await wholeSite(stack)).filter(({ name }) => !left.includes(name));
    const data = { ...bucket(false), name: 'data' };
    await up(...site, data);
    const parts = join(stack.stateDir, 'parts', region);
    const services = join(stack.stateDir, 'machine', 'services');
    const edit = (file: string, from: string, to: string): void =>
      writeFileSync(join(parts, file), readFileSync(join(parts, file), 'utf8').replace(from, to));
    rmSync(join(services, 'local-1.balancer-serve'));
    edit('redis/part.json', '"memoryMiB": 64', '"memoryMiB": 65');
    rmSync(join(parts, 'bucket-data', 'data', 'skerry-data'), { recursive: true });
    rmSync(join(parts, 'bucket-mirror', 'data', 'skerry-mirror', 'internal'), { recursive: true });
    const [one = '', other = ''] = readdirSync(join(parts, 'group-mirror-serve', 'instances'));
    rmSync(join(parts, 'group-mirror-serve', 'instances', one), { recursive: true });
    rmSync(join(services, `local-1.group-mirror-serve.instances.${other}`));

    const refresh = await stack.refresh();
    expect(refresh.status, refresh.output).toBe(0);
    expect(refresh.output).toMatch(/LoadBalancer balancer deleted/);
    expect(refresh.output).toMatch(/Redis redis updated.*\[diff: ~memoryMiB\]/);
    expect(refresh.output).toMatch(/Bucket data deleted/);
    expect(refresh.output).toMatch(/Release release deleted/);
    expect(refresh.output).toMatch(/ScalingGroup serve updated/);

    await up(...site, data);
    expect((await stack.preview('--expect-no-changes')).status).toBe(0);
    expect((await readParts(stack.stateDir)).filter(({ reason }) => reason)).toEqual([]);
    const [group] = await readGroups(stack.stateDir);
    expect(group).toMatchObject({ desired: 2 });
    expect(group?.instances.map(({ id, state }) => [id === other, state]).sort()).toEqual([
      [false, 'running'],
      [true, 'running'],
    ]);
  });
});

describe('two stacks', () => {
  test('live side by side, and one ends without the other', async () => {
    const other = new TestStack();
    try {
      await other.init();
      other.declare(networkOnly, redis, bucket(true), balancer(8090));
      stack.declare(networkOnly, redis, bucket(true), balancer(8090));
      const runs = await Promise.all([stack.up(), other.up()]);
      expect(runs.map(({ status, output }) => [status, status === 0 ? '' : output])).toEqual([
        [0, ''],
        [0, ''],
      ]);
      type Network = { network: { cidr: string } };
      const mine = await stack.outputs<Network>();
      expect((await other.outputs<Network>()).network.cidr).not.toBe(mine.network.cidr);
      const before = other.processes();
      expect((await stack.destroy()).status).toBe(0);
      expect(stack.processes()).toEqual([]);
      expect(before.filter((each) => !each.endsWith('sleep') && !other.processes().includes(each))).toEqual(
        [],
      );
    } finally {
      await other.close();
    }
  });
});
