import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodePointer } from '../../../release/pointer.ts';
import { newestPointer } from '../../../release/newest.ts';
import { packKey, pointerKey } from '../../../release/layout.ts';
import { generateSigningKey } from '../../../release/signing.ts';
import type { ObjectBody } from '../../../storage/store.ts';
import { workload } from '../../support/agent.ts';
import { signedReleases } from '../../support/signed-releases.ts';
import { until } from '../../support/until.ts';
import { useAgentScene } from './agent-scene.ts';

const scene = useAgentScene();

describe('a release that must not run', () => {
  async function refused(reason: string) {
    const status = await scene.agent.reaches({ reason });
    expect(status).toMatchObject({ state: 'healthy', epoch: 1, healthy: true, restarts: 0 });
    expect((await scene.agent.app()).version).toBe('one');
    // Beside it at most the next attempt, which never counts as present.
    const names = await readdir(join(scene.agent.config.stateDir, 'releases'));
    expect(names.filter((name) => !name.startsWith('.new-'))).toHaveLength(1);
  }

  /** A pointer of epoch 2 to a tree whose pack `damage` has changed. */
  async function publishDamaged(damage: (pack: Buffer) => Buffer) {
    const other = signedReleases(scene.store, 'other', scene.releases.key);
    await other.publish({ 'app.js': workload('two'), 'lib/data.txt': 'two' });
    const pointer = (await newestPointer(scene.store, 'other', [scene.releases.key.publicKey]))!;
    const key = packKey(pointer.packs[0]!.id);
    const whole = Buffer.from(((await scene.store.get(key)) as ObjectBody).body);
    await scene.store.put(key, damage(Buffer.from(whole)));
    const moved = { ...pointer, channel: 'services', epoch: 2 };
    await scene.store.put(pointerKey('services', 2), encodePointer(moved, scene.releases.key.privateKey));
    return { repair: () => scene.store.put(key, whole) };
  }

  it('is refused for a flipped bit, and taken once that is repaired', async () => {
    await scene.running('one');
    const { repair } = await publishDamaged((pack) => {
      pack[100]! ^= 1;
      return pack;
    });
    await refused("epoch 2 can't be installed: file ");
    await repair();
    await scene.agent.reaches({ state: 'healthy', epoch: 2, reason: 'undefined' });
    expect((await scene.agent.app()).version).toBe('two');
  });

  it('is refused for a truncated pack, and taken once that is repaired', async () => {
    await scene.running('one');
    const { repair } = await publishDamaged((pack) => pack.subarray(0, pack.byteLength - 7));
    await refused("epoch 2 can't be installed: pack ");
    await repair();
    await scene.agent.reaches({ state: 'healthy', epoch: 2 });
  });

  it('is refused when another key has signed it', async () => {
    await scene.running('one');
    const pointer = await newestPointer(scene.store, 'services', [scene.releases.key.publicKey]);
    const forged = encodePointer({ ...pointer!, epoch: 2 }, generateSigningKey().privateKey);
    await scene.store.put(pointerKey('services', 2), forged);
    await refused('is signed by key');
  });

  it('that is no release at all is passed by, and does not stop the next one', async () => {
    await scene.running('one');
    await scene.store.put(pointerKey('services', 999_999_999_999), Buffer.from('<html>'));
    await refused('ignored: pointer services/999999999999 is not a signed text');
    await scene.release('two');
    await scene.agent.reaches({
      state: 'healthy',
      epoch: 2,
      reason: 'ignored: pointer services/999999999999',
    });
    await scene.store.delete(pointerKey('services', 999_999_999_999));
    await scene.agent.reaches({ state: 'healthy', epoch: 2, reason: 'undefined' });
  });

  it('is refused when it is older than what was seen', async () => {
    await scene.running('one');
    const old = await scene.store.get(pointerKey('services', 1));
    await scene.release('two');
    await scene.agent.reaches({ state: 'healthy', epoch: 2 });
    await scene.store.delete(pointerKey('services', 2));
    await scene.agent.reaches({ state: 'healthy', epoch: 2, reason: 'older than epoch 2' });
    // An old pointer under a new name doesn't help either.
    await scene.store.put(pointerKey('services', 3), (old as { body: Uint8Array }).body);
    await scene.agent.reaches({ state: 'healthy', epoch: 2, reason: 'was signed as services/1' });
    expect((await scene.agent.app()).version).toBe('two');
    // Not even after a restart.
    await scene.agent.kill('SIGKILL');
    scene.agent.start();
    await scene.agent.reaches({ state: 'healthy', epoch: 2, reason: 'was signed as services/1' });
  });
});

describe('a release that fails', () => {
  it.each([
    ['ends at its start', { crash: true }, 'exit status 3'],
    ['never listens', { listen: false }, 'ECONNREFUSED'],
    ['is never healthy', { status: 500 }, 'status 500'],
  ])(
    'because its workload %s gives way to the one before, and is not tried again',
    async (_, options, why) => {
      await scene.running('one');
      await scene.release('two', options);
      await scene.agent.reaches({ state: 'healthy', epoch: 1, reason: `epoch 2 failed here: ` });
      const { reason, pid } = await scene.agent.reaches({ state: 'healthy', epoch: 1, reason: why });
      expect(reason).toMatch(/^epoch 2 failed here: /);
      expect((await scene.agent.app()).version).toBe('one');
      // After a restart, too, it stays with the good one.
      await scene.agent.kill('SIGKILL');
      scene.agent.start();
      const again = await scene.agent.reaches({ state: 'healthy', epoch: 1, reason: 'epoch 2 failed here' });
      expect(again.pid).not.toBe(pid);
      await scene.release('three');
      await scene.agent.reaches({ state: 'healthy', epoch: 3 });
    },
  );

  it('as the first one is started again and again, with the reason, until there is a better one', async () => {
    await scene.release('one', { crash: true });
    scene.agent.start();
    await until('some restarts', async () => (await scene.agent.status()).restarts >= 3);
    await scene.agent.reaches({ epoch: 1, healthy: false, reason: 'exit status 3' });
    await scene.release('two');
    await scene.agent.reaches({ state: 'healthy', epoch: 2 });
  });
});
