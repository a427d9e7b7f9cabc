import { expect, it } from 'vitest';
import { startFaultProxy } from '../../../support/fault-proxy.ts';
import { startSampleUpstream } from '../../../support/sample-upstream.ts';
import { startSyncProcess } from '../../../support/sync-process.ts';
import { until } from '../../../support/until.ts';
import { generatedDists } from './mirror-fixture.ts';
import { SEED, useMirrorScene } from './mirror-scene.ts';

const scene = useMirrorScene();

/** An upstream that answers for the first packages only, so that a run stands in its middle until it is told to go on. */
async function upstreamWithGate(packages: number, free: number) {
  const upstream = scene.use(await startSampleUpstream(packages, SEED));
  const proxy = scene.use(await startFaultProxy(upstream.url));
  return { url: proxy.url, gate: proxy.hold('/p2/', free) };
}

/** Packages whose metadata is waited for. */
const packagesOf = (paths: readonly string[]) =>
  new Set(paths.map((path) => path.replace(/(~dev)?\.json$/, '')));

it('share the work, and one that is killed in the middle loses nothing', { timeout: 120_000 }, async () => {
  const { url: upstream, gate } = await upstreamWithGate(200, 100);
  const settings = { ...scene.parts.settings(upstream, [scene.bucket]), workers: 2 };
  const processes = [];
  for (let started = 0; started < 3; started++) processes.push(scene.use(await startSyncProcess(settings)));
  // None has more than two at a time: six that wait are two of each.
  await until('each has work in hand', () => packagesOf(gate.waiting).size === 6);
  // The leader was the first to come.
  await processes[0]!.kill('SIGKILL');
  gate.open();
  const status = await scene.bucket.ended(undefined, 90_000);
  expect(status.run!.packages).toEqual({ total: 200, done: 200, failed: 0 });
  const expected = generatedDists({ seed: SEED, packages: 200, baseUrl: upstream });
  const { fetched, present } = status.run!.dists;
  expect(fetched + present).toBe(expected.size);
  expect(await scene.bucket.danglingDists()).toEqual([]);
  for (const { url } of processes.slice(1)) {
    const { finished } = (await (await fetch(`${url}/healthz`)).json()) as { finished: number };
    expect(finished).toBeGreaterThanOrEqual(2);
  }
});

it('carry on with a Redis that comes back empty', { timeout: 120_000 }, async () => {
  const { url, gate } = await upstreamWithGate(100, 60);
  await scene.sync(scene.parts.settings(url, [scene.bucket]));
  await until('work in hand', () => packagesOf(gate.waiting).size === 8);
  const { redis } = scene.parts;
  await redis.kill();
  await redis.start();
  await redis.command('FLUSHALL');
  gate.open();
  const status = await scene.bucket.ended();
  expect(status.run!.packages).toEqual({ total: 100, done: 100, failed: 0 });
  expect(await scene.bucket.danglingDists()).toEqual([]);
});
