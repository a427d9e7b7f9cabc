import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { UpstreamRefused } from '../composer/upstream-root.ts';
import type { Leadership } from '../queue/leadership.ts';
import type { RunPlan, RunProgress, TaskQueue } from '../queue/task-queue.ts';
import type { Bell } from './bell.ts';
import type { ServingBucket } from './bucket.ts';
import { every } from './every.ts';
import { freshBuckets } from './fresh-buckets.ts';
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
  only: string[];
  /** Fingerprint of the settings that decide what a run does. */
  settings: string;
  intervalSeconds: number;
  /** To ring for this instance's worker. */
  begun: Bell;
  /** Rung by this instance's worker: the run may have come to its end. */
  drained: Bell;
  log: Logger;
}

/**
 * What one of the sync instances does for all of them: begins runs, watches them, tells of them, and ends each by
 * publishing the root. It may be killed anywhere: the next leader finds in Redis how far the run is, and in the
 * buckets which one was ended.
 */
export class Coordinator {
  readonly #options: CoordinatorOptions;
  #token = 0;
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
      await this.#options.drained.wait(TICK_MS, stop);
    }
    keeper.stop();
    await leadership.resign().catch(warn);
  }

  async #step(stop: AbortSignal): Promise<void> {
    const { leadership, queue, board, settings, intervalSeconds, log } = this.#options;
    if (this.#token !== leadership.token) {
      this.#token = leadership.token;
      board.forget();
      log.info({ token: this.#token }, 'leading');
    }
    await board.read(stop);
    const statuses = board.known;
    if (statuses.length === 0) return;

    const run = await queue.run();
    switch (decide({ run, statuses, settings, intervalSeconds, now: new Date() })) {
      case 'begin':
        if (performance.now() >= this.#askAgain) return this.#begin(stop);
        return board.tell({}, IDLE_STATUS_MS);
      case 'watch':
        return board.tell({ state: 'syncing', ...statusOfRun(run!) }, RUN_STATUS_MS);
      case 'end':
        return this.#end(run!, stop);
      case 'wait':
        if (run) this.#keepRoots(run, stop);
        return board.tell({ state: 'idle' }, IDLE_STATUS_MS);
    }
  }

  async #begin(stop: AbortSignal): Promise<void> {
    const { leadership, queue, board, buckets, preflight, settings, only, begun, intervalSeconds, log } =
      this.#options;
    board.tell({ state: 'starting' });
    let found: Preflight;
    try {
      found = await preflight(stop);
    } catch (error) {
      if (!(error instanceof UpstreamRefused)) throw error;
      log.error({ reason: error.message, err: error.cause }, 'upstream refused');
      this.#askAgain = performance.now() + Math.min(REFUSED_MS, intervalSeconds * 1000);
      return board.tell({ state: 'refused', reason: error.message });
    }
    const started = new Date();
    const ids = buckets.map(({ id }) => id);
    const fresh = await freshBuckets(buckets, stop);
    const context: RunContext = { settings, only, metadataUrl: found.metadataUrl, buckets: ids, fresh };
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
    // Else another leader began one, or Redis lost this one: the next look decides.
    if (!isBegun) return;
    begun.ring();
    log.info({ run: plan.id, packages: found.packages.length }, 'run begun');
  }

  /** The root goes last, into each bucket that is complete; only then is the run called ended there. */
  async #end(run: RunProgress, stop: AbortSignal): Promise<void> {
    const { board, buckets, intervalSeconds, log } = this.#options;
    if (this.#closing?.run !== run.id) {
      this.#closing = new RunClosing(run.id, intervalSeconds, performance.now());
    }
    if (!this.#closing.isDue(performance.now())) return board.tell({}, IDLE_STATUS_MS);
    const isLast = this.#closing.isLast(performance.now());
    const closed = await Promise.all(buckets.map((bucket) => this.#close(bucket, run, isLast, stop)));
    if (!closed.every(Boolean)) return this.#closing.failed(performance.now());
    const { total, failed } = run;
    log.info({ run: run.id, packages: total, failed, failures: run.failures }, 'run ended');
  }

  /** Whether nothing remains to be done for the run in this bucket. */
  async #close(
    bucket: ServingBucket,
    run: RunProgress,
    isLast: boolean,
    stop: AbortSignal,
  ): Promise<boolean> {
    const { board, settings } = this.#options;
    const known = board.statusOf(bucket);
    // It is no part of this run any more; what it says decides what to do when it is back.
    if (!known) return true;
    const { reason: _, ...status } = known;
    if (status.run?.id === run.id && status.run.ended !== undefined) return true;
    const isWhole = isComplete(run, bucket.id);
    const complete = isWhole && (await this.#roots.publish(bucket, run.closing, stop));
    if (isWhole && !complete && !isLast) {
      const reason = 'the root could not be published yet; it is tried again';
      await board.write(bucket, { ...status, ...statusOfRun(run), state: 'syncing', reason });
      return false;
    }
    const now = new Date();
    const ended = { ...status, ...statusOfRun(run, now), state: 'idle' as const, settings };
    if (complete) {
      const { outdated: _, ...current } = ended;
      await board.write(bucket, { ...current, complete: now.toISOString() });
    } else {
      const reason = `the last run did not complete ${bucket.id}; see its failures`;
      await board.write(bucket, { ...ended, reason });
    }
    return true;
  }

  /** Not waited for: a bucket that hangs must not stop the clock. */
  #keepRoots(run: RunProgress, stop: AbortSignal): void {
    if (performance.now() < this.#rootsSeen + IDLE_STATUS_MS) return;
    this.#rootsSeen = performance.now();
    for (const bucket of this.#options.buckets) {
      const { run: last, complete } = this.#options.board.statusOf(bucket) ?? {};
      const isItsRoot = last?.id === run.id && last.ended !== undefined && last.ended === complete;
      if (isItsRoot) void this.#roots.publish(bucket, run.closing, stop);
    }
  }
}
