import { chmod, mkdir, readdir, readFile, readlink, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodePointer } from '../../../release/pointer.ts';
import { newestPointer } from '../../../release/newest.ts';
import { packKey, pointerKey } from '../../../release/layout.ts';
import { generateSigningKey } from '../../../release/signing.ts';
import { recall } from '../../../services/agent/memory.ts';
import { createStore } from '../../../storage/create-store.ts';
import { internalPrefix } from '../../../storage/keys.ts';
import type { ObjectBody, ObjectStore } from '../../../storage/store.ts';
import { buildAgent, createAgent, workload, type TestAgent } from '../../support/agent.ts';
import { signedReleases } from '../../support/signed-releases.ts';
import { until } from '../../support/until.ts';
import { startVersitygw, type Versitygw } from '../../support/versitygw.ts';

let gateway: Versitygw;
let store: ObjectStore;
let releases: ReturnType<typeof signedReleases>;
let agent: TestAgent;
let built: Awaited<ReturnType<typeof buildAgent>>;

beforeAll(async () => {
  built = await buildAgent();
  gateway = await startVersitygw();
  store = createStore(gateway.config);
});
afterAll(async () => {
  store?.close();
  await gateway?.stop();
  await built?.remove();
});
beforeEach(async () => {
  for await (const { key } of store.list(internalPrefix())) await store.delete(key);
  releases = signedReleases(store);
  agent = await createAgent(built.script, gateway.config, releases.key.publicKey);
});
afterEach(() => agent.destroy());

const release = (version: string, options?: Parameters<typeof workload>[1]) =>
  releases.publish({ 'app.js': workload(version, options), 'lib/data.txt': version });

/** First release runs; then `version` is published. */
async function running(version: string) {
  await release(version);
  agent.start();
  await agent.reaches({ state: 'healthy', epoch: 1 });
}

function isAlive(pid: number): Promise<boolean> {
  return readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => !/\) Z /.test(stat),
    () => false,
  );
}

describe('an agent', () => {
  it('waits for a first release, then runs it and answers for its health', async () => {
    agent.start();
    const waiting = await agent.reaches({ state: 'waiting', reason: 'channel services has no release yet' });
    expect(waiting).toMatchObject({ healthy: false, restarts: 0 });
    expect(await agent.healthz()).toBe(503);
    const { root } = await release('one');
    const status = await agent.reaches({ state: 'healthy' });
    expect(status).toMatchObject({ id: 'local-1/test/i-1', release: root, epoch: 1, healthy: true });
    expect(status.reason).toBeUndefined();
    expect(await agent.healthz()).toBe(200);
    const app = await agent.app();
    expect(app).toMatchObject({ version: 'one', pid: status.pid });
    expect(app.cwd).toMatch(/\/work$/);
    expect(await readlink(join(agent.config.stateDir, 'current'))).toBe(`releases/${root}`);
  });

  it('moves on to each new release and keeps the one before', async () => {
    await running('one');
    const two = await release('two');
    await agent.reaches({ state: 'healthy', epoch: 2 });
    expect((await agent.app()).version).toBe('two');
    await until('two is the way back', async () => (await recall(agent.config.stateDir)).proven?.epoch === 2);
    const three = await release('three');
    await agent.reaches({ state: 'healthy', epoch: 3 });
    const kept = await until('old ones are gone', async () => {
      const names = await readdir(join(agent.config.stateDir, 'releases'));
      return names.length === 2 && names.sort();
    });
    expect(kept).toEqual([two.root, three.root].sort());
  });

  it('does not restart for a new epoch of the same tree', async () => {
    const { root } = await release('one');
    agent.start();
    const { pid } = await agent.reaches({ state: 'healthy', epoch: 1 });
    const pointer = await newestPointer(store, 'services', [releases.key.publicKey]);
    await store.put(
      pointerKey('services', 2),
      encodePointer({ ...pointer!, epoch: 2 }, releases.key.privateKey),
    );
    expect(await agent.reaches({ epoch: 2 })).toMatchObject({ pid, release: root, healthy: true });
  });

  it('starts what is installed while the bucket is away, and says so', async () => {
    await running('one');
    await agent.kill('SIGKILL');
    await gateway.kill();
    try {
      agent.start();
      await agent.reaches({ state: 'healthy', epoch: 1, reason: 'ECONNREFUSED' });
      expect((await agent.app()).version).toBe('one');
    } finally {
      await gateway.start();
    }
    await release('two');
    await agent.reaches({ state: 'healthy', epoch: 2 });
  });
});

describe('a release that must not run', () => {
  async function refused(reason: string) {
    const status = await agent.reaches({ reason });
    expect(status).toMatchObject({ state: 'healthy', epoch: 1, healthy: true, restarts: 0 });
    expect((await agent.app()).version).toBe('one');
    // Beside it at most the next attempt, which never counts as present.
    const names = await readdir(join(agent.config.stateDir, 'releases'));
    expect(names.filter((name) => !name.startsWith('.new-'))).toHaveLength(1);
  }

  /** A pointer of epoch 2 to a tree whose pack `damage` has changed. */
  async function publishDamaged(damage: (pack: Buffer) => Buffer) {
    const other = signedReleases(store, 'other', releases.key);
    await other.publish({ 'app.js': workload('two'), 'lib/data.txt': 'two' });
    const pointer = (await newestPointer(store, 'other', [releases.key.publicKey]))!;
    const key = packKey(pointer.packs[0]!.id);
    const whole = Buffer.from(((await store.get(key)) as ObjectBody).body);
    await store.put(key, damage(Buffer.from(whole)));
    const moved = { ...pointer, channel: 'services', epoch: 2 };
    await store.put(pointerKey('services', 2), encodePointer(moved, releases.key.privateKey));
    return { repair: () => store.put(key, whole) };
  }

  it('is refused for a flipped bit, and taken once that is repaired', async () => {
    await running('one');
    const { repair } = await publishDamaged((pack) => {
      pack[100]! ^= 1;
      return pack;
    });
    await refused("epoch 2 can't be installed: file ");
    await repair();
    await agent.reaches({ state: 'healthy', epoch: 2, reason: 'undefined' });
    expect((await agent.app()).version).toBe('two');
  });

  it('is refused for a truncated pack, and taken once that is repaired', async () => {
    await running('one');
    const { repair } = await publishDamaged((pack) => pack.subarray(0, pack.byteLength - 7));
    await refused("epoch 2 can't be installed: pack ");
    await repair();
    await agent.reaches({ state: 'healthy', epoch: 2 });
  });

  it('is refused when another key has signed it', async () => {
    await running('one');
    const pointer = await newestPointer(store, 'services', [releases.key.publicKey]);
    const forged = encodePointer({ ...pointer!, epoch: 2 }, generateSigningKey().privateKey);
    await store.put(pointerKey('services', 2), forged);
    await refused('is signed by key');
  });

  it('that is no release at all is passed by, and does not stop the next one', async () => {
    await running('one');
    await store.put(pointerKey('services', 999_999_999_999), Buffer.from('<html>'));
    await refused('ignored: pointer services/999999999999 is not a signed text');
    await release('two');
    await agent.reaches({ state: 'healthy', epoch: 2, reason: 'ignored: pointer services/999999999999' });
    await store.delete(pointerKey('services', 999_999_999_999));
    await agent.reaches({ state: 'healthy', epoch: 2, reason: 'undefined' });
  });

  it('is refused when it is older than what was seen', async () => {
    await running('one');
    const old = await store.get(pointerKey('services', 1));
    await release('two');
    await agent.reaches({ state: 'healthy', epoch: 2 });
    await store.delete(pointerKey('services', 2));
    await agent.reaches({ state: 'healthy', epoch: 2, reason: 'older than epoch 2' });
    // An old pointer under a new name doesn't help either.
    await store.put(pointerKey('services', 3), (old as { body: Uint8Array }).body);
    await agent.reaches({ state: 'healthy', epoch: 2, reason: 'was signed as services/1' });
    expect((await agent.app()).version).toBe('two');
    // Not even after a restart.
    await agent.kill('SIGKILL');
    agent.start();
    await agent.reaches({ state: 'healthy', epoch: 2, reason: 'was signed as services/1' });
  });
});

describe('a disk without room', () => {
  it('leaves the old release running, says why, and takes the next release that fits', async () => {
    await release('one');
    agent.startWithRoomFor(100_000);
    const { pid } = await agent.reaches({ state: 'healthy', epoch: 1 });
    await releases.publish({ 'app.js': workload('two'), 'lib/data.bin': 'x'.repeat(200_000) });
    const full = await agent.reaches({ reason: "epoch 2 can't be installed: EFBIG" });
    expect(full).toMatchObject({ state: 'healthy', epoch: 1, pid, restarts: 0 });
    await release('three');
    await agent.reaches({ state: 'healthy', epoch: 3, reason: 'undefined' });
    const left = await readdir(join(agent.config.stateDir, 'releases'));
    expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('for what the agent has to remember does not stop the old release either', async () => {
    await running('one');
    const { pid } = await agent.status();
    // Stands where the file is written first, once nothing is being written there.
    const obstacle = join(agent.config.stateDir, 'agent.json.tmp');
    await until('the place is free', async () => (await mkdir(obstacle), true));
    await release('two');
    await agent.reaches({
      epoch: 1,
      pid: pid!,
      healthy: true,
      restarts: 0,
      reason: "epoch 2 can't be installed",
    });
    await rmdir(obstacle);
    await agent.reaches({ state: 'healthy', epoch: 2 });
  });

  it('is not what releases that failed lead to: their trees go when the next one comes', async () => {
    await running('one');
    for (const version of ['two', 'three']) {
      await release(version, { crash: true });
      await agent.reaches({
        state: 'healthy',
        epoch: 1,
        reason: `epoch ${version === 'two' ? 2 : 3} failed`,
      });
    }
    const names = await readdir(join(agent.config.stateDir, 'releases'));
    expect(names).toHaveLength(2);
  });
});

describe('a workload', () => {
  it('is started again when it ends by itself', async () => {
    await running('one');
    const first = await agent.status();
    process.kill(first.pid!, 'SIGKILL');
    const second = await agent.reaches({ state: 'healthy', restarts: 1 });
    expect(second.pid).not.toBe(first.pid);
  });

  it('is killed and started again when it answers nothing any more', async () => {
    await running('one');
    void agent.app('/hang').catch(() => undefined);
    await agent.reaches({ state: 'unhealthy', healthy: false, reason: 'no answer within' });
    expect(await agent.healthz()).toBe(503);
    await agent.reaches({ state: 'healthy', restarts: 1 });
  });

  it('ends with the agent, however that one ends', async () => {
    await running('one');
    const { pid } = await agent.status();
    await agent.kill('SIGKILL');
    await until('the workload is gone', async () => !(await isAlive(pid!)));
  });

  it('is stopped gracefully with the agent, which then ends with 0', async () => {
    await running('one');
    const { pid } = await agent.status();
    expect(await agent.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await isAlive(pid!)).toBe(false);
  });

  it('that does not stop is killed after its time to drain', async () => {
    await release('one', { stops: false });
    agent.start();
    const { pid } = await agent.reaches({ state: 'healthy' });
    const begin = Date.now();
    expect(await agent.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(Date.now() - begin).toBeGreaterThanOrEqual(1_900);
    expect(await isAlive(pid!)).toBe(false);
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
      await running('one');
      await release('two', options);
      await agent.reaches({ state: 'healthy', epoch: 1, reason: `epoch 2 failed here: ` });
      const { reason, pid } = await agent.reaches({ state: 'healthy', epoch: 1, reason: why });
      expect(reason).toMatch(/^epoch 2 failed here: /);
      expect((await agent.app()).version).toBe('one');
      // After a restart, too, it stays with the good one.
      await agent.kill('SIGKILL');
      agent.start();
      const again = await agent.reaches({ state: 'healthy', epoch: 1, reason: 'epoch 2 failed here' });
      expect(again.pid).not.toBe(pid);
      await release('three');
      await agent.reaches({ state: 'healthy', epoch: 3 });
    },
  );

  it('as the first one is started again and again, with the reason, until there is a better one', async () => {
    await release('one', { crash: true });
    agent.start();
    await until('some restarts', async () => (await agent.status()).restarts >= 3);
    await agent.reaches({ epoch: 1, healthy: false, reason: 'exit status 3' });
    await release('two');
    await agent.reaches({ state: 'healthy', epoch: 2 });
  });
});

describe('an agent that is killed in the middle of an installation', () => {
  it.each(['fetched', 'named', 'chosen', 'stopped', 'remembered', 'linked', 'switched'])(
    'after the step `%s` comes back whole',
    async (step) => {
      await running('one');
      await agent.kill('SIGKILL');
      const two = await release('two');
      agent.start(step);
      expect(await agent.exit()).toEqual({ code: null, signal: 'SIGKILL' });

      // Without the bucket it runs one of the two, whole.
      await gateway.kill();
      try {
        agent.start();
        const { epoch } = await agent.reaches({ state: 'healthy' });
        const { version } = await agent.app();
        expect(version).toBe(epoch === 2 ? 'two' : 'one');
        const link = await readlink(join(agent.config.stateDir, 'current'));
        expect(link).toBe(`releases/${(await agent.status()).release}`);
      } finally {
        await gateway.start();
      }
      await agent.reaches({ state: 'healthy', epoch: 2, release: two.root });
      const left = await readdir(join(agent.config.stateDir, 'releases'));
      expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
    },
  );

  it('fetches an installed release again that was damaged on the disk', async () => {
    await running('one');
    await agent.kill('SIGKILL');
    const file = join(agent.config.stateDir, 'current', 'lib', 'data.txt');
    await chmod(file, 0o644);
    await writeFile(file, 'damaged');
    agent.start();
    await agent.reaches({ state: 'healthy', epoch: 1 });
    expect(await readFile(file, 'utf8')).toBe('one');
  });

  it('starts an installed release also where its link can not be made', async () => {
    await running('one');
    await agent.kill('SIGKILL');
    const link = join(agent.config.stateDir, 'current');
    await unlink(link);
    await mkdir(join(link, 'in-the-way'), { recursive: true });
    agent.start();
    await agent.reaches({ state: 'healthy', epoch: 1 });
  });

  it('runs on without its memory, from the bucket', async () => {
    await running('one');
    await agent.kill('SIGKILL');
    await writeFile(join(agent.config.stateDir, 'agent.json'), 'torn');
    agent.start();
    await agent.reaches({ state: 'healthy', epoch: 1 });
  });
});
