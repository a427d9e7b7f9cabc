import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MirrorStatus } from '../services/mirror/status.ts';
import { createStore } from '../storage/create-store.ts';
import { freeLoopbackAddress } from '../test/support/loopback.ts';
import { startRedisServer } from '../test/support/redis-server.ts';
import { startSyncProcess } from '../test/support/sync-process.ts';
import { until } from '../test/support/until.ts';
import { startVersitygw } from '../test/support/versitygw.ts';
import { round, type Measurement } from './goal.ts';
import { pairwiseRatios, summarise } from './statistics.ts';
import { timed } from './timing.ts';

const root = join(import.meta.dirname, '..');
const WORKERS = 8;
/** Dists of one package at a time, as in services/mirror/sync/package-sync.ts: the floor gets the product. */
const DISTS_AT_ONCE = 4;
const PAIRS = 5;
/** Some six seconds a run. Three hundred are over in one and a half, much of which is a process that warms up. */
const PACKAGES = 1500;
/** What memory must not grow with: ten times as many packages. */
const FEW = 300;
const MANY = 3000;
const STATUS_KEY = 'internal/composer/=status.json';

interface SyncRun {
  seconds: number;
  bytes: number;
  objects: number;
  /** Highest resident set of the process, MB (1,000,000 bytes). */
  peak: number;
}

/** A full sync, beside a downloader that does nothing else; and its memory, small against large. */
export async function measure(progress: (line: string) => void): Promise<Measurement[]> {
  const samples = { ours: [] as number[], floor: [] as number[] };
  await withUpstream(PACKAGES, async (upstream) => {
    await floorRun(upstream); // Fills the upstream's memory; not counted.
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const ours = await syncRun(upstream);
      samples.ours.push(ours.bytes / ours.seconds);
      const floor = await floorRun(upstream);
      samples.floor.push(floor.bytes / floor.seconds);
      progress(
        `sync ${round(ours.seconds)} s (${ours.objects} dists, ${round(ours.bytes / 1e6)} MB, peak ${round(ours.peak)} MB), ` +
          `downloader ${round(floor.seconds)} s`,
      );
    }
  });
  const peaks: number[] = [];
  await withUpstream(FEW, async (upstream) => {
    for (let run = 0; run < PAIRS; run += 1) peaks.push((await syncRun(upstream)).peak);
  });
  const small = summarise(peaks);
  const large = await withUpstream(MANY, (upstream) => syncRun(upstream));
  progress(
    `${MANY} packages: ${round(large.seconds)} s, ${large.objects} dists, peak ${round(large.peak)} MB`,
  );
  return [
    {
      name: 'full-sync throughput, against a plain downloader',
      unit: 'x',
      figure: summarise(pairwiseRatios(samples.ours, samples.floor)),
      goal: { least: 0.8 },
      notes: [
        `${PACKAGES} packages; ours: median ${round(summarise(samples.ours).median / 1e6)} MB/s, ` +
          `downloader: ${round(summarise(samples.floor).median / 1e6)} MB/s, both ${WORKERS * DISTS_AT_ONCE} at a time`,
      ],
    },
    {
      name: `peak memory of a sync process, ${MANY} packages`,
      unit: 'MB',
      figure: summarise([large.peak]),
      goal: { most: 150 },
      notes: [`${FEW} packages: median ${round(small.median)} MB (${round(small.min)}–${round(small.max)})`],
    },
    {
      name: `memory of ${MANY} packages against ${FEW}`,
      unit: 'x',
      figure: summarise([large.peak / small.median]),
      goal: { most: 1.25 },
      notes: ['flat: ten times the packages may cost a quarter more at most'],
    },
  ];
}

async function withUpstream<T>(packages: number, use: (url: string) => Promise<T>): Promise<T> {
  const address = await freeLoopbackAddress(8081);
  const child: ChildProcess = spawn(
    process.execPath,
    [join(root, 'bench/floor/upstream.ts'), address, String(packages)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await once(child.stdout!, 'data');
    return await use(`http://${address}:8081`);
  } finally {
    child.kill('SIGKILL');
  }
}

async function syncRun(upstream: string): Promise<SyncRun> {
  const [gateway, redis] = await Promise.all([startVersitygw(), startRedisServer()]);
  const store = createStore(gateway.config);
  const sync = await startSyncProcess(
    {
      composer: { upstream, only: [], intervalSeconds: 3600 },
      filesUrl: 'http://127.0.0.1:9',
      publishTo: [{ id: 'bench/mirror', store: gateway.config }],
      redis: { host: redis.address, port: redis.port },
      workers: WORKERS,
    },
    join(root, 'dist/services/mirror-sync.js'),
  );
  try {
    let status: MirrorStatus | undefined;
    await until(
      'the full sync',
      async () => {
        const found = await store.get(STATUS_KEY);
        if (found === undefined || found === 'unchanged') return false;
        status = JSON.parse(Buffer.from(found.body).toString('utf8')) as MirrorStatus;
        return status.complete !== undefined;
      },
      { timeout: 600_000, interval: 250 },
    );
    const run = status!.run!;
    if (run.packages.failed > 0)
      throw new Error(`${run.packages.failed} packages failed: ${JSON.stringify(status!.recentFailures[0])}`);
    const memory = await readFile(`/proc/${sync.pid}/status`, 'utf8');
    return {
      seconds: (Date.parse(run.ended!) - Date.parse(run.started)) / 1000,
      bytes: run.dists.bytes,
      objects: run.dists.fetched,
      peak: (Number(/VmHWM:\s+(\d+) kB/.exec(memory)![1]) * 1024) / 1e6,
    };
  } finally {
    await sync.stop();
    store.close();
    await Promise.all([gateway.stop(), redis.stop()]);
  }
}

async function floorRun(upstream: string): Promise<{ seconds: number; bytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-bench-'));
  const gateway = await startVersitygw();
  try {
    const config = join(folder, 'config.json');
    const concurrency = WORKERS * DISTS_AT_ONCE;
    await writeFile(config, JSON.stringify({ upstream, store: gateway.config, concurrency }));
    const { stdout } = await timed(process.execPath, [join(root, 'bench/floor/downloader.ts'), config], {
      cwd: root,
    });
    return JSON.parse(stdout) as { seconds: number; bytes: number };
  } finally {
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
