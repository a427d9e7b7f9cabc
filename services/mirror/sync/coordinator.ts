import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { UpstreamRefused } from '../composer/upstream-root.ts';
import type { Leadership } from '../queue/leadership.ts';
import type { RunPlan, RunProgress, TaskQueue } from '../queue/task-queue.ts';
import type { MirrorStatus } from '../status.ts';
import type { ServingBucket } from './bucket.ts';
import { every } from './every.ts';
import type { Preflight } from './preflight.ts';
import { RootPublisher } from './root-publisher.ts';
import { RunClosing } from './run-closing.ts';
import { decide, isComplete, type RunContext } from './run-decision.ts';
import type { StatusBoard } from './status-board.ts';
import { statusOfRun } from './status-of.ts';

/** How often the leader looks. */
const TICK_MS = 250;
/** How often it tells during a run. */
const RUN_STATUS_MS = 1000;
/** How often an idle leader says that it is there. */
const IDLE_STATUS_MS = 15_000;
/** An upstream that was refused is asked again after this long, or after the interval where that is shorter. */
const REFUSED_MS = 30_000;

export interface CoordinatorOptions {
  leadership: Leadership;
  leaseMs: number;
  queue: TaskQueue;
  buckets: readonly ServingBucket[];
  board: StatusBoard;
  preflight: (signal: AbortSignal) => Promise<Preflight>;
  /** As shown: without credentials. */
  upstream: string;
  only: string[];
  /** Fingerprint of the settings that decide what a run does. */
  settings: string;
  intervalSeconds: number;
  log: Logger;
}

type Statuses = Map<string, MirrorStatus | undefined>;

/**
 * What one of the sync instances does for all of them: begins runs, watches them, tells of them, and ends each by
 * publishing the root. It may be killed anywhere: the next leader finds in Redis how far the run is, and in the
 * buckets which one was ended.
 */
export class Coordinator {
  readonly #options: CoordinatorOptions;
  #token = 0;
  #statuses: Statuses = new Map();
  #told = -Infinity;
  #askAgain = 0;
  readonly #roots: RootPublisher;
  #closing: RunClosing | undefined;
  #rootsSeen = -Infinity;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    this.#roots = new RootPublisher(options.leadership, options.log);
  }

  async run(stop: AbortSignal): Promise<void> {
    const { leadership, leaseMs, log } = this.#options;
    const warn = (error: Error) => log.warn({ reason: error.message }, 'could not reach Redis');
    const keeper = every(leaseMs / 4, () => leadership.lead(), warn);
    await leadership.lead().catch(warn);
    while (!stop.aborted) {
      try {
        if (leadership.isHeld) await this.#step(stop);
      } catch (error) {
        if (!stop.aborted)
          log.error({ err: error }, 'this step of the coordination failed; it is tried again');
      }
      await delay(TICK_MS, undefined, { signal: stop }).catch((error: unknown) => {
        if (!stop.aborted) throw error;
      });
    }
    keeper.stop();
    await leadership.resign().catch(warn);
  }

  async #step(stop: AbortSignal): Promise<void> {
    const { leadership, queue, buckets, board, settings, intervalSeconds, log } = this.#options;
    if (this.#token !== leadership.token) {
      this.#token = leadership.token;
      this.#statuses = new Map();
      log.info({ token: this.#token }, 'leading');
    }
    // A bucket that could not be read may be back.
    if (this.#statuses.size < buckets.length)
      this.#statuses = new Map([...(await board.read()), ...this.#statuses]);
    if (this.#statuses.size === 0) return;

    const run = await queue.run();
    const statuses = [...this.#statuses.values()];
    const decision = decide({ run, statuses, settings, intervalSeconds, now: new Date() });
    switch (decision.do) {
      case 'begin':
        if (performance.now() >= this.#askAgain) return this.#begin(stop);
        return this.#tell({}, IDLE_STATUS_MS);
      case 'watch':
        return this.#tell({ state: 'syncing', ...statusOfRun(run!) }, RUN_STATUS_MS);
      case 'end':
        return this.#end(run!);
      case 'wait':
        if (run) this.#keepRoots(run);
        return this.#tell({ state: 'idle' }, IDLE_STATUS_MS);
    }
  }

  async #begin(stop: AbortSignal): Promise<void> {
    const { leadership, queue, buckets, preflight, settings, only, intervalSeconds, log } = this.#options;
    await this.#tell({ state: 'starting' });
    let found: Preflight;
    try {
      found = await preflight(stop);
    } catch (error) {
      if (!(error instanceof UpstreamRefused)) throw error;
      log.error({ reason: error.message, err: error.cause }, 'upstream refused');
      this.#askAgain = performance.now() + Math.min(REFUSED_MS, intervalSeconds * 1000);
      return this.#tell({ state: 'refused', reason: error.message });
    }
    const started = new Date();
    const ids = buckets.map(({ id }) => id);
    const context: RunContext = { settings, only, metadataUrl: found.metadataUrl, buckets: ids };
    const plan: RunPlan = {
      id: `${started.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`,
      started: started.toISOString(),
      context: JSON.stringify(context),
      closing: found.root.toString(),
    };
    const isBegun =
      (await queue.beginRun(leadership.token, plan)) &&
      (await queue.enqueue(plan.id, found.packages)) &&
      (await queue.seal(plan.id));
    if (isBegun) log.info({ run: plan.id, packages: found.packages.length }, 'run begun');
    // Else another leader began one, or Redis lost this one: the next look decides.
  }

  /** The root goes last, into each bucket that is complete; only then is the run called ended there. */
  async #end(run: RunProgress): Promise<void> {
    const { buckets, intervalSeconds, log } = this.#options;
    if (this.#closing?.run !== run.id) {
      this.#closing = new RunClosing(run.id, intervalSeconds, performance.now());
    }
    if (!this.#closing.isDue(performance.now())) return this.#tell({}, IDLE_STATUS_MS);
    const isLast = this.#closing.isLast(performance.now());
    const closed = await Promise.all(buckets.map((bucket) => this.#close(bucket, run, isLast)));
    if (!closed.every(Boolean)) return this.#closing.failed(performance.now());
    const { total, failed } = run;
    log.info({ run: run.id, packages: total, failed, failures: run.failures }, 'run ended');
  }

  /** Whether nothing remains to be done for the run in this bucket. */
  async #close(bucket: ServingBucket, run: RunProgress, isLast: boolean): Promise<boolean> {
    const { reason: _, ...status } = this.#statusFor(bucket);
    if (status.run?.id === run.id && status.run.ended !== undefined) return true;
    const isWhole = isComplete(run, bucket.id);
    const complete = isWhole && (await this.#roots.publish(bucket, run.closing));
    if (isWhole && !complete && !isLast) {
      const reason = 'the root could not be published yet; it is tried again';
      await this.#write(bucket, { ...status, ...statusOfRun(run), state: 'syncing', reason });
      return false;
    }
    const now = new Date();
    const { settings } = this.#options;
    const ended = { ...status, ...statusOfRun(run, now), state: 'idle' as const, settings };
    if (complete) {
      const { outdated: _, ...current } = ended;
      await this.#write(bucket, { ...current, complete: now.toISOString() });
    } else {
      const reason = `the last run did not complete ${bucket.id}; see its failures`;
      await this.#write(bucket, { ...ended, reason });
    }
    return true;
  }

  /** Not waited for, as in `#tell`. */
  #keepRoots(run: RunProgress): void {
    if (performance.now() < this.#rootsSeen + IDLE_STATUS_MS) return;
    this.#rootsSeen = performance.now();
    for (const bucket of this.#options.buckets) {
      const { run: last, complete } = this.#statusFor(bucket);
      const isItsRoot = last?.id === run.id && last.ended !== undefined && last.ended === complete;
      if (isItsRoot) void this.#roots.publish(bucket, run.closing);
    }
  }

  /** Tells every bucket; with `atMostEvery` only when that many milliseconds have passed. */
  async #tell(news: Partial<MirrorStatus>, atMostEvery = 0): Promise<void> {
    if (performance.now() < this.#told + atMostEvery) return;
    this.#told = performance.now();
    const { buckets } = this.#options;
    for (const bucket of buckets) {
      const { reason, ...status } = this.#statusFor(bucket);
      // A reason lives as long as the state that it belongs to.
      const kept = reason !== undefined && (news.state ?? status.state) === status.state ? { reason } : {};
      // Not waited for: a bucket that hangs must not stop the clock.
      void this.#write(bucket, { ...status, ...kept, ...news });
    }
  }

  #statusFor({ id }: ServingBucket): MirrorStatus {
    const { upstream, settings } = this.#options;
    const known = this.#statuses.get(id);
    if (known?.complete !== undefined && known.settings !== settings) return { ...known, outdated: true };
    return known ?? { version: 1, upstream, written: '', state: 'starting', recentFailures: [], failures: 0 };
  }

  async #write(bucket: ServingBucket, status: MirrorStatus): Promise<void> {
    if (!this.#options.leadership.isHeld) return;
    const written = { ...status, upstream: this.#options.upstream, written: new Date().toISOString() };
    this.#statuses.set(bucket.id, written);
    await this.#options.board.write(bucket, written);
  }
}
