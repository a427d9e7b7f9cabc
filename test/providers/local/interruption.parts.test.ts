import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { serverStats, whileRunning } from '../../../providers/local/balancer/servers.ts';
import { boot, shutdown } from '../../../providers/local/machine.ts';
import { readListeners } from '../../../providers/local/network/listening.ts';
import { resolveStore } from '../../../providers/local/group/resolve-settings.ts';
import { listInstances } from '../../../providers/local/group/observe.ts';
import { readRecord } from '../../../providers/local/parts/record.ts';
import { processesIn, readProcess } from '../../../providers/local/process/procfs.ts';
import { sweep } from '../../../providers/local/process/sweep.ts';
import { isErrno } from '../../../providers/local/state/files.ts';
import { until } from '../../../providers/local/state/wait.ts';
import { readGroups, readParts } from '../../../providers/local/status.ts';
import { createStore } from '../../../storage/create-store.ts';
import { TestStack } from './engine.ts';
import { wholeSite } from './site.ts';
import type { Wishes } from './site.ts';

/** Up to eight updates in a row, each with an engine's start; more than the usual two minutes on a busy machine. */
vi.setConfig({ testTimeout: 400_000 });

const stacks: TestStack[] = [];

async function newStack(wishes: Wishes = {}): Promise<TestStack> {
  const stack = new TestStack();
  stacks.push(stack);
  await stack.init();
  stack.declare(...(await wholeSite(stack, wishes)));
  return stack;
}

afterEach(async () => {
  for (const stack of stacks.splice(0)) await stack.close();
});

/** Starts an update and SIGKILLs the engine with all its children once the condition holds. */
async function killUpdate(
  stack: TestStack,
  condition: () => Promise<boolean> | boolean,
  whom: 'group' | 'engine alone' = 'group',
): Promise<void> {
  const engine = stack.start('up', '--yes', '--skip-preview', '--stack', 'test');
  engine.stdout?.resume();
  engine.stderr?.resume();
  const exited = once(engine, 'exit');
  const met = await until(() => engine.exitCode !== null || condition(), { timeoutMs: 120_000, everyMs: 5 });
  expect(met && engine.exitCode === null, 'the update ended before its moment came').toBe(true);
  process.kill(whom === 'group' ? -(engine.pid ?? 0) : (engine.pid ?? 0), 'SIGKILL');
  await exited;
  // The file backend's lock of a killed engine.
  await stack.run('cancel', '--yes', '--stack', 'test');
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch (error) {
    // It has ended between two looks.
    if (isErrno(error, 'ENOENT', 'ESRCH')) return '';
    throw error;
  }
}

async function expectWhole(stack: TestStack, instances: number): Promise<void> {
  const run = await stack.up();
  expect(run.status, run.output).toBe(0);
  const parts = await readParts(stack.stateDir);
  expect(parts.filter(({ reason }) => reason)).toEqual([]);
  const [group] = await readGroups(stack.stateDir);
  expect(group?.instances.length).toBe(instances);
  expect(group?.instances.every(({ healthy, state }) => healthy && state === 'running')).toBe(true);
  // Every listener of the range is that of a part on record: no orphan.
  const { network } = await stack.outputs<{ network: { cidr: string } }>();
  const addresses = new Set(parts.map(({ address }) => address));
  const prefix = network.cidr.replace('0.0/16', '');
  const strangers = readListeners().filter(
    (each) => each.address.startsWith(prefix) && !addresses.has(each.address),
  );
  expect(strangers).toEqual([]);
  expect((await stack.preview('--expect-no-changes')).status).toBe(0);
}

async function expectNothingLeft(stack: TestStack): Promise<void> {
  const destroyed = await stack.destroy();
  expect(destroyed.status, destroyed.output).toBe(0);
  expect(await shutdown(stack.stateDir)).toBe(true);
  expect(stack.processes()).toEqual([]);
}

describe('SIGKILL to the engine and the provider', () => {
  test('in the middle of the creation of each part converges in the next update', async () => {
    const stack = await newStack();
    const inCreation = (id: string) => async (): Promise<boolean> =>
      (await readRecord(stack.stateDir, id)) !== undefined;
    await killUpdate(stack, inCreation('local-1/network'));
    for (const part of [
      'redis',
      'bucket-mirror',
      'balancer-serve',
      'sample-upstream',
      'cdn-mirrors',
      'cdn-files',
    ]) {
      // Done already, as a neighbour of one that was interrupted.
      if (await inCreation(`local-1/${part}`)()) continue;
      await killUpdate(stack, inCreation(`local-1/${part}`));
    }
    const ready = async (): Promise<number> =>
      (await listInstances(stack.stateDir, 'local-1/group-mirror-serve')).length;
    await killUpdate(stack, async () => (await ready()) > 0);
    await expectWhole(stack, 2);
    await expectNothingLeft(stack);
  });

  test('at any moment of a rolling update is completed by the next one', async () => {
    const stack = await newStack();
    await expectWhole(stack, 2);
    const group = 'local-1/group-mirror-serve';
    const before = (await listInstances(stack.stateDir, group)).map(({ name }) => name);
    stack.declare(...(await wholeSite(stack, { mirrorsUrl: 'http://changed', desired: 3 })));
    const moments = [
      // One more is there; an older one drains; the first older one is gone.
      async () => (await listInstances(stack.stateDir, group)).length > 2,
      async () => JSON.stringify(await listInstances(stack.stateDir, group)).includes('"draining":true'),
      async () =>
        (await listInstances(stack.stateDir, group)).filter(({ name }) => before.includes(name)).length < 2,
    ];
    for (const moment of moments) await killUpdate(stack, moment);
    await expectWhole(stack, 3);
    const after = (await listInstances(stack.stateDir, group)).map(({ name }) => name);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
    await expectNothingLeft(stack);
  });

  test('amidst a move to another balancer is completed by the next one: no ghosts stay with the former', async () => {
    const stack = await newStack({ secondBalancer: { behind: 'serve' } });
    await expectWhole(stack, 2);
    const [serve, second] = ['local-1/balancer-serve', 'local-1/balancer-second'];
    const states = async (balancer: string): Promise<string[]> =>
      (await serverStats(stack.stateDir, balancer)).map(({ status }) => status);
    expect(await states(serve)).toEqual(['UP', 'UP']);
    stack.declare(...(await wholeSite(stack, { secondBalancer: { behind: 'second' } })));
    const moments = [
      // The records name the new one alone; the new one knows of somebody.
      async () =>
        JSON.stringify(await listInstances(stack.stateDir, 'local-1/group-mirror-serve')).includes(second),
      async () => ((await whileRunning(() => states(second))) ?? []).length > 0,
    ];
    for (const moment of moments) await killUpdate(stack, moment);
    await expectWhole(stack, 2);
    expect([await states(serve), await states(second)]).toEqual([[], ['UP', 'UP']]);
    await expectNothingLeft(stack);
  });

  test('before anything of it is in the state: a shutdown removes what was begun', async () => {
    const stack = await newStack();
    const begun = async (): Promise<boolean> =>
      (await readRecord(stack.stateDir, 'local-1/redis')) !== undefined;
    await killUpdate(stack, begun, 'engine alone');
    // The provider, which works in the program's folder, ends by itself when its engine is gone.
    const providers = () =>
      processesIn(stack.folder).filter(({ pid }) => commandLineOf(pid).includes('provider.mjs'));
    expect(await until(() => providers().length === 0, { timeoutMs: 5_000 })).toBe(true);
    await stack.destroy();
    expect(await shutdown(stack.stateDir)).toBe(true);
    expect(stack.processes()).toEqual([]);
  });
});

describe('a reboot', () => {
  test('is overcome by boot: all parts, with their data, and no foreign process is touched', async () => {
    const stack = await newStack();
    await expectWhole(stack, 2);
    const store = createStore(await resolveStore(stack.stateDir, 'local-1/mirror'));
    await store.put('internal/=kept', Buffer.from('kept'));

    await sweep(stack.stateDir);
    expect(stack.processes()).toEqual([]);
    // What the power cut has left names other people's processes now.
    const foreign = spawn('sleep', ['600'], { cwd: '/', stdio: 'ignore' });
    const seen = readProcess(foreign.pid ?? 0);
    const parts = join(stack.stateDir, 'parts', 'local-1');
    for (const file of [
      'cdn-mirrors/work/nginx.pid',
      'cdn-mirrors/service/supervise/pid',
      'redis/service/supervise/pid',
    ]) {
      writeFileSync(join(parts, file), `${foreign.pid}\n`);
    }
    const status = join(parts, 'redis', 'service', 'supervise', 'status');
    const bytes = readFileSync(status);
    bytes.writeUInt32LE(foreign.pid ?? 0, 12);
    writeFileSync(status, bytes);
    expect(existsSync(join(parts, 'balancer-serve', 'work', 'admin.sock'))).toBe(true);

    const { started, unhealthy } = await boot(stack.stateDir, 30_000);
    expect(started).toBe(true);
    expect(unhealthy).toEqual([]);
    expect(await boot(stack.stateDir)).toMatchObject({ started: false });
    const kept = await store.get('internal/=kept');
    expect(kept !== 'unchanged' && Buffer.from(kept?.body ?? []).toString()).toBe('kept');
    store.close();
    await expectWhole(stack, 2);
    await expectNothingLeft(stack);
    expect(readProcess(foreign.pid ?? 0)?.startTicks).toBe(seen?.startTicks);
    foreign.kill('SIGKILL');
  });

  test('with the supervisor’s own folder damaged is overcome, too', async () => {
    const stack = await newStack({ desired: 0 });
    await expectWhole(stack, 0);
    await sweep(stack.stateDir);
    rmSync(join(stack.stateDir, 'machine', 'bin'), { recursive: true });
    rmSync(join(stack.stateDir, 'machine', 'watch'), { recursive: true });
    const { unhealthy } = await boot(stack.stateDir, 30_000);
    expect(unhealthy).toEqual([]);
    await expectNothingLeft(stack);
  });
});
