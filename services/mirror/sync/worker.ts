import type { Logger } from 'pino';
import { pause } from '../../pause.ts';
import { backoffMs } from '../fetch/backoff.ts';
import type { RunHead, TaskQueue } from '../queue/task-queue.ts';
import type { Bell } from './bell.ts';
import { HeldLeases, LeaseLost, StaleWrite, type HeldLease } from './held-leases.ts';
import { abandoned, retryWish, toLog, toReport, unforeseen, type PackageOutcome } from './outcome.ts';
import { every } from './every.ts';

/** Attempts at a package within one run; the next run begins anew. */
const MAX_ATTEMPTS = 4;
/** A package that was leased this often has ended several workers: it must not end them all. */
const MAX_LEASES = 8;
const IDLE_MS = 200;
const REDIS_AWAY_MS = 500;

export interface WorkerOptions {
  queue: TaskQueue;
  leaseMs: number;
  /** Packages at the same time. */
  slots: number;
  sync: (packageName: string, run: RunHead, held: HeldLease) => Promise<PackageOutcome>;
  /** Rung by whoever begins a run in this instance. */
  begun: Bell;
  /** Rung when this instance has nothing in hand any more: the run may have come to its end. */
  drained: Bell;
  log: Logger;
}

/** Leases packages and brings them into the buckets, until it is stopped. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #leases: HeldLeases;
  /** Until each package's work is done; its report may still be on its way then. */
  readonly #busy = new Set<Promise<void>>();
  readonly #unreported = new Set<Promise<void>>();

  /** Packages done or failed for good, since the start. */
  finished = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#leases = new HeldLeases(options.queue, options.leaseMs);
  }

  async run(stop: AbortSignal): Promise<void> {
    const { leaseMs, log } = this.#options;
    const heartbeat = every(
      leaseMs / 4,
      () => this.#leases.extend(),
      (error) => {
        log.warn({ reason: error.message }, 'could not extend leases');
      },
    );
    try {
      while (!stop.aborted) {
        if (this.#busy.size >= this.#options.slots) await this.#freeSlot(stop);
        else if ((await this.#fill(stop)) === 0) await this.#options.begun.wait(IDLE_MS, stop);
      }
    } finally {
      this.#leases.abortAll();
      await Promise.all(this.#unreported);
      heartbeat.stop();
    }
  }

  /** Waits for the end of a package's work, or for the stop. */
  async #freeSlot(stop: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    stop.addEventListener('abort', wake, { once: true });
    try {
      await Promise.race([promise, ...this.#busy]);
    } finally {
      stop.removeEventListener('abort', wake);
    }
  }

  /** Leases as many tasks as there are free slots. */
  async #fill(stop: AbortSignal): Promise<number> {
    const { queue, slots, log } = this.#options;
    const asked = performance.now();
    try {
      const { run, leases } = await queue.lease(slots - this.#busy.size);
      if (!run) return 0;
      for (const lease of leases) this.#begin(run, this.#leases.add(lease, asked));
      return leases.length;
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'could not lease packages');
      await pause(REDIS_AWAY_MS, stop);
      return 0;
    }
  }

  #begin(run: RunHead, held: HeldLease): void {
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    const free = () => {
      this.#busy.delete(done);
      finish();
    };
    this.#busy.add(done);
    const reported = this.#work(run, held, free).finally(() => {
      free();
      this.#leases.remove(held.lease);
      this.#unreported.delete(reported);
      if (this.#unreported.size === 0) this.#options.drained.ring();
    });
    this.#unreported.add(reported);
  }

  /**
   * What nobody foresaw (metadata that breaks an assumption of ours) is a failure of this package, with attempts that
   * end: put back as if nothing had been, it would be leased again at once, and the run would never end.
   */
  async #attempt(run: RunHead, held: HeldLease): Promise<PackageOutcome> {
    const { sync, log } = this.#options;
    try {
      return await sync(held.lease.task, run, held);
    } catch (error) {
      if (error instanceof LeaseLost || held.signal.aborted) throw error;
      log.error({ err: error, package: held.lease.task }, 'package not synced');
      return unforeseen(error as Error);
    }
  }

  /** @param free the slot: the next package is leased while this one's report is on its way */
  async #work(run: RunHead, held: HeldLease, free: () => void): Promise<void> {
    const { queue, log } = this.#options;
    const { lease } = held;
    try {
      const outcome = lease.attempt > MAX_LEASES ? abandoned(lease) : await this.#attempt(run, held);
      for (const failure of outcome.failures) {
        log.warn({ package: lease.task, attempt: lease.attempt, ...toLog(failure) }, 'not had');
      }
      free();
      const wish = lease.attempt < MAX_ATTEMPTS ? retryWish(outcome) : undefined;
      if (wish === undefined) {
        const report = toReport(lease.task, outcome, lease.attempt, new Date());
        if (await queue.complete(lease, report)) this.finished += 1;
      } else {
        await queue.retry(lease, backoffMs(lease.attempt, Math.random(), wish));
      }
    } catch (error) {
      if (!(error instanceof LeaseLost)) log.error({ err: error, package: lease.task }, 'package not synced');
      // Where the lease is truly lost this changes nothing; where we stop, another worker takes over at once.
      await queue.release(lease).catch((reason: Error) => {
        log.warn({ reason: reason.message, package: lease.task }, 'left to its lease');
      });
      if (error instanceof StaleWrite) await this.#again(lease.task);
    }
  }

  /** In the run of whoever leads now, and after whoever holds the package now. */
  async #again(task: string): Promise<void> {
    const { queue, log } = this.#options;
    log.warn({ package: task }, 'written while the lease ran out; it is looked at once more');
    try {
      const run = await queue.run();
      if (run) await queue.enqueue(run.id, [task]);
    } catch (error) {
      log.warn({ reason: (error as Error).message, package: task }, 'left to the next run');
    }
  }
}
