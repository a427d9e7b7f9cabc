import { chmod, mkdir, readdir, readFile, readlink, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workload } from '../../support/agent.ts';
import { until } from '../../support/until.ts';
import { useAgentScene } from './agent-scene.ts';

const scene = useAgentScene();

/** What an agent takes away has such a name, too, until it is gone. */
const nothingUnfinished = () =>
  until('nothing unfinished is left', async () => {
    const names = await readdir(join(scene.agent.config.stateDir, 'releases'));
    return !names.some((name) => name.startsWith('.'));
  });

describe('a disk without room', () => {
  it('leaves the old release running, says why, and takes the next release that fits', async () => {
    await scene.release('one');
    scene.agent.startWithRoomFor(100_000);
    const { pid } = await scene.agent.reaches({ state: 'healthy', epoch: 1 });
    await scene.releases.publish({ 'app.js': workload('two'), 'lib/data.bin': 'x'.repeat(200_000) });
    const full = await scene.agent.reaches({ reason: "epoch 2 can't be installed: EFBIG" });
    expect(full).toMatchObject({ state: 'healthy', epoch: 1, pid, restarts: 0 });
    await scene.release('three');
    await scene.agent.reaches({ state: 'healthy', epoch: 3, reason: 'undefined' });
    await nothingUnfinished();
  });

  it('for what the agent has to remember does not stop the old release either', async () => {
    await scene.running('one');
    const { pid } = await scene.agent.status();
    // Stands where the file is written first, once nothing is being written there.
    const obstacle = join(scene.agent.config.stateDir, 'agent.json.tmp');
    await until('the place is free', async () => (await mkdir(obstacle), true));
    await scene.release('two');
    await scene.agent.reaches({
      epoch: 1,
      pid: pid!,
      healthy: true,
      restarts: 0,
      reason: "epoch 2 can't be installed",
    });
    await rmdir(obstacle);
    await scene.agent.reaches({ state: 'healthy', epoch: 2 });
  });

  it('is not what releases that failed lead to: their trees go when the next one comes', async () => {
    await scene.running('one');
    for (const version of ['two', 'three']) {
      await scene.release(version, { crash: true });
      await scene.agent.reaches({
        state: 'healthy',
        epoch: 1,
        reason: `epoch ${version === 'two' ? 2 : 3} failed`,
      });
    }
    const names = await readdir(join(scene.agent.config.stateDir, 'releases'));
    expect(names).toHaveLength(2);
  });
});

describe('an agent that is killed in the middle of an installation', () => {
  it.each(['fetched', 'named', 'chosen', 'stopped', 'remembered', 'linked', 'switched'])(
    'after the step `%s` comes back whole',
    async (step) => {
      await scene.running('one');
      await scene.agent.kill('SIGKILL');
      const two = await scene.release('two');
      scene.agent.start(step);
      expect(await scene.agent.exit()).toEqual({ code: null, signal: 'SIGKILL' });

      // Without the bucket it runs one of the two, whole.
      await scene.gateway.kill();
      try {
        scene.agent.start();
        const { epoch } = await scene.agent.reaches({ state: 'healthy' });
        const { version } = await scene.agent.app();
        expect(version).toBe(epoch === 2 ? 'two' : 'one');
        const link = await readlink(join(scene.agent.config.stateDir, 'current'));
        expect(link).toBe(`releases/${(await scene.agent.status()).release}`);
      } finally {
        await scene.gateway.start();
      }
      await scene.agent.reaches({ state: 'healthy', epoch: 2, release: two.root });
      await nothingUnfinished();
    },
  );

  it('fetches an installed release again that was damaged on the disk', async () => {
    await scene.running('one');
    await scene.agent.kill('SIGKILL');
    const file = join(scene.agent.config.stateDir, 'current', 'lib', 'data.txt');
    await chmod(file, 0o644);
    await writeFile(file, 'damaged');
    scene.agent.start();
    await scene.agent.reaches({ state: 'healthy', epoch: 1 });
    expect(await readFile(file, 'utf8')).toBe('one');
  });

  it('starts an installed release also where its link can not be made', async () => {
    await scene.running('one');
    await scene.agent.kill('SIGKILL');
    const link = join(scene.agent.config.stateDir, 'current');
    await unlink(link);
    await mkdir(join(link, 'in-the-way'), { recursive: true });
    scene.agent.start();
    await scene.agent.reaches({ state: 'healthy', epoch: 1 });
  });

  it('runs on without its memory, from the bucket', async () => {
    await scene.running('one');
    await scene.agent.kill('SIGKILL');
    await writeFile(join(scene.agent.config.stateDir, 'agent.json'), 'torn');
    scene.agent.start();
    await scene.agent.reaches({ state: 'healthy', epoch: 1 });
  });
});
