import type { Lease, TaskQueue } from '../queue/task-queue.ts';

/** The lease ran out, or Redis gave the task to another worker: whatever comes next is that worker's business. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(task: string) {
    super(`the lease on ${task} is lost`);
  }
}

/**
 * The lease ran out while an object was being written, perhaps over a newer one of another worker's: the package must
 * be looked at once more.
 */
export class StaleWrite extends LeaseLost {}

/**
 * To be called around every writing that others see. No dialect's PUT takes a fencing token, and OSS knows no
 * `If-Match` for it, so a worker that was stopped between the check and the PUT (or whose PUT lingered on the way) can
 * still write over a newer object. It then knows by its own clock, and has the package done once more, after whoever
 * has it now: that worker finds other bytes than the upstream's and writes these. A worker killed just there leaves
 * the older file until the next run, which finds the same; older files name only dists that are there.
 */
export interface WriteFence {
  /** @throws LeaseLost by this instance's own clock, even before Redis has said so */
  before: () => void;
  /** @throws StaleWrite */
  after: () => void;
}

/** A task in this worker's hands. */
export interface HeldLease {
  readonly lease: Lease;
  /** Aborted when the lease is lost, or when the worker stops. */
  readonly signal: AbortSignal;
  readonly fence: WriteFence;
}

interface Held extends HeldLease {
  until: number;
  controller: AbortController;
}

/** Keeps the leases of one worker alive, all by one request. */
export class HeldLeases {
  readonly #queue: TaskQueue;
  readonly #leaseMs: number;
  readonly #held = new Map<number, Held>();

  constructor(queue: TaskQueue, leaseMs: number) {
    this.#queue = queue;
    this.#leaseMs = leaseMs;
  }

  get count(): number {
    return this.#held.size;
  }

  /** @param asked when the lease was asked for, by `performance.now()`: Redis can't have begun it earlier */
  add(lease: Lease, asked: number): HeldLease {
    const controller = new AbortController();
    const isLost = () => controller.signal.aborted || performance.now() >= held.until;
    const held: Held = {
      lease,
      controller,
      signal: controller.signal,
      until: asked + this.#leaseMs,
      fence: {
        before: () => {
          if (isLost()) throw new LeaseLost(lease.task);
        },
        after: () => {
          if (isLost()) throw new StaleWrite(lease.task);
        },
      },
    };
    this.#held.set(lease.token, held);
    return held;
  }

  remove({ token }: Lease): void {
    this.#held.delete(token);
  }

  /** To be called several times a lease. */
  async extend(): Promise<void> {
    const asked = performance.now();
    const held = [...this.#held.values()];
    if (held.length === 0) return;
    const lost = new Set(
      (await this.#queue.extend(held.map(({ lease }) => lease))).map(({ token }) => token),
    );
    for (const entry of held) {
      if (lost.has(entry.lease.token)) entry.controller.abort(new LeaseLost(entry.lease.task));
      else entry.until = asked + this.#leaseMs;
    }
  }

  abortAll(): void {
    for (const { lease, controller } of this.#held.values()) controller.abort(new LeaseLost(lease.task));
  }
}
