import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodePointer } from '../../../release/pointer.ts';
import { newestPointer } from '../../../release/newest.ts';
import { pointerKey } from '../../../release/layout.ts';
import { recall } from '../../../services/agent/memory.ts';
import { until } from '../../support/until.ts';
import { isAlive, useAgentScene } from './agent-scene.ts';

const scene = useAgentScene();

describe('an agent', () => {
  it('waits for a first release, then runs it and answers for its health', async () => {
    scene.agent.start();
    const waiting = await scene.agent.reaches({
      state: 'waiting',
      reason: 'channel services has no release yet',
    });
    expect(waiting).toMatchObject({ healthy: false, restarts: 0 });
    expect(await scene.agent.healthz()).toBe(503);
    const { root } = await scene.release('one');
    const status = await scene.agent.reaches({ state: 'healthy' });
    expect(status).toMatchObject({ id: 'local-1/test/i-1', release: root, epoch: 1, healthy: true });
    expect(status.reason).toBeUndefined();
    expect(await scene.agent.healthz()).toBe(200);
    const app = await scene.agent.app();
    expect(app).toMatchObject({ version: 'one', pid: status.pid });
    expect(app.cwd).toMatch(/\/work$/);
    expect(await readlink(join(scene.agent.config.stateDir, 'current'))).toBe(`releases/${root}`);
  });

  it('moves on to each new release and keeps the one before', async () => {
    await scene.running('one');
    const two = await scene.release('two');
    await scene.agent.reaches({ state: 'healthy', epoch: 2 });
    expect((await scene.agent.app()).version).toBe('two');
    await until(
      'two is the way back',
      async () => (await recall(scene.agent.config.stateDir)).proven?.epoch === 2,
    );
    const three = await scene.release('three');
    await scene.agent.reaches({ state: 'healthy', epoch: 3 });
    const kept = await until('old ones are gone', async () => {
      const names = await readdir(join(scene.agent.config.stateDir, 'releases'));
      return names.length === 2 && names.sort();
    });
    expect(kept).toEqual([two.root, three.root].sort());
  });

  it('does not restart for a new epoch of the same tree', async () => {
    const { root } = await scene.release('one');
    scene.agent.start();
    const { pid } = await scene.agent.reaches({ state: 'healthy', epoch: 1 });
    const pointer = await newestPointer(scene.store, 'services', [scene.releases.key.publicKey]);
    await scene.store.put(
      pointerKey('services', 2),
      encodePointer({ ...pointer!, epoch: 2 }, scene.releases.key.privateKey),
    );
    expect(await scene.agent.reaches({ epoch: 2 })).toMatchObject({ pid, release: root, healthy: true });
  });

  it('starts what is installed while the bucket is away, and says so', async () => {
    await scene.running('one');
    await scene.agent.kill('SIGKILL');
    await scene.gateway.kill();
    try {
      scene.agent.start();
      await scene.agent.reaches({ state: 'healthy', epoch: 1, reason: 'ECONNREFUSED' });
      expect((await scene.agent.app()).version).toBe('one');
    } finally {
      await scene.gateway.start();
    }
    await scene.release('two');
    await scene.agent.reaches({ state: 'healthy', epoch: 2 });
  });
});

describe('a workload', () => {
  it('is started again when it ends by itself', async () => {
    await scene.running('one');
    const first = await scene.agent.status();
    process.kill(first.pid!, 'SIGKILL');
    const second = await scene.agent.reaches({ state: 'healthy', restarts: 1 });
    expect(second.pid).not.toBe(first.pid);
  });

  it('is killed and started again when it answers nothing any more', async () => {
    await scene.running('one');
    void scene.agent.app('/hang').catch(() => undefined);
    await scene.agent.reaches({ state: 'unhealthy', healthy: false, reason: 'no answer within' });
    expect(await scene.agent.healthz()).toBe(503);
    await scene.agent.reaches({ state: 'healthy', restarts: 1 });
  });

  it('ends with the agent, however that one ends', async () => {
    await scene.running('one');
    const { pid } = await scene.agent.status();
    await scene.agent.kill('SIGKILL');
    await until('the workload is gone', async () => !(await isAlive(pid!)));
  });

  it('is stopped gracefully with the agent, which then ends with 0', async () => {
    await scene.running('one');
    const { pid } = await scene.agent.status();
    expect(await scene.agent.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await isAlive(pid!)).toBe(false);
  });

  it('that does not stop is killed after its time to drain', async () => {
    await scene.release('one', { stops: false });
    scene.agent.start();
    const { pid } = await scene.agent.reaches({ state: 'healthy' });
    const begin = Date.now();
    expect(await scene.agent.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(Date.now() - begin).toBeGreaterThanOrEqual(1_900);
    expect(await isAlive(pid!)).toBe(false);
  });
});
