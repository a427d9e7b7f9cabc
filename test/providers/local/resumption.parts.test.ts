import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { serverStats, whileRunning } from '../../../providers/local/balancer/servers.ts';
import { boot } from '../../../providers/local/machine.ts';
import { resolveStore } from '../../../providers/local/group/resolve-settings.ts';
import { listInstances } from '../../../providers/local/group/observe.ts';
import { readProcess } from '../../../providers/local/process/procfs.ts';
import { sweep } from '../../../providers/local/process/sweep.ts';
import { createStore } from '../../../storage/create-store.ts';
import { TestStack } from './engine.ts';
import { expectNothingLeft, expectWhole, killUpdate } from './killed-update.ts';
import { wholeSite } from './site.ts';

/** Several updates in a row, each with an engine's start; more than the usual two minutes on a busy machine. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const GROUP = 'local-1/group-mirror-serve';

/** One stack goes through all of these, in this order: each leaves it whole for the next. */
describe('a stack that is up', () => {
  const stack = new TestStack();

  const names = async (): Promise<string[]> =>
    (await listInstances(stack.stateDir, GROUP)).map(({ name }) => name);

  beforeAll(async () => {
    await stack.init();
    stack.declare(...(await wholeSite(stack, { secondBalancer: { behind: 'serve' } })));
    await expectWhole(stack, 2);
  });
  afterAll(() => stack.close());

  test('is completed by the next update after a SIGKILL at any moment of a rolling one', async () => {
    const before = await names();
    const wishes = { mirrorsUrl: 'http://changed', desired: 3, secondBalancer: { behind: 'serve' } } as const;
    stack.declare(...(await wholeSite(stack, wishes)));
    const moments = [
      // One more is there; an older one drains; the first older one is gone.
      async () => (await names()).length > 2,
      async () => JSON.stringify(await listInstances(stack.stateDir, GROUP)).includes('"draining":true'),
      async () => (await names()).filter((name) => before.includes(name)).length < 2,
    ];
    for (const moment of moments) await killUpdate(stack, moment);
    await expectWhole(stack, 3);
    expect((await names()).filter((name) => before.includes(name))).toEqual([]);
  });

  test('is completed after a SIGKILL amidst a move to another balancer: no ghosts stay with the former', async () => {
    const [serve, second] = ['local-1/balancer-serve', 'local-1/balancer-second'];
    const states = async (balancer: string): Promise<string[]> =>
      (await serverStats(stack.stateDir, balancer)).map(({ status }) => status);
    expect(await states(serve)).toEqual(['UP', 'UP', 'UP']);
    const wishes = {
      mirrorsUrl: 'http://changed',
      desired: 3,
      secondBalancer: { behind: 'second' },
    } as const;
    stack.declare(...(await wholeSite(stack, wishes)));
    const moments = [
      // The records name the new one alone; the new one knows of somebody.
      async () => JSON.stringify(await listInstances(stack.stateDir, GROUP)).includes(second),
      async () => ((await whileRunning(() => states(second))) ?? []).length > 0,
    ];
    for (const moment of moments) await killUpdate(stack, moment);
    await expectWhole(stack, 3);
    expect([await states(serve), await states(second)]).toEqual([[], ['UP', 'UP', 'UP']]);
  });

  test('is up again by boot after a reboot: all parts, with their data, and no foreign process is touched', async () => {
    const store = createStore(await resolveStore(stack.stateDir, 'local-1/mirror'));
    await store.put('internal/=kept', Buffer.from('kept'));

    await sweep(stack.stateDir);
    expect(stack.processes()).toEqual([]);
    // What the power cut has left names other people's processes now.
    const foreign = spawn('sleep', ['600'], { cwd: '/', stdio: 'ignore' });
    onTestFinished(() => void foreign.kill('SIGKILL'));
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
    await expectWhole(stack, 3);
    expect(readProcess(foreign.pid ?? 0)?.startTicks).toBe(seen?.startTicks);
  });

  test('is up again by boot with the supervisor’s own folder damaged, too', async () => {
    await sweep(stack.stateDir);
    rmSync(join(stack.stateDir, 'machine', 'bin'), { recursive: true });
    rmSync(join(stack.stateDir, 'machine', 'watch'), { recursive: true });
    const { unhealthy } = await boot(stack.stateDir, 30_000);
    expect(unhealthy).toEqual([]);
  });

  test('leaves nothing when it is taken down after all that', () => expectNothingLeft(stack));
});
