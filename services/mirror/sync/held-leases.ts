import type { Lease, TaskQueue } from '../queue/task-queue.ts';

/** The lease ran out, or Redis gave the task to another worker: whatever comes next is that worker's business. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(task: string) {
    super(`the lease on ${task} is lost`);
  }
}

/** A task in this worker's hands. */
export interface HeldLease {
  readonly lease: Lease;
  /** Aborted when the lease is lost, or when the worker stops. */
  readonly signal: AbortSignal;
  /** @throws LeaseLost by this instance's own clock, even before Redis has said so */
  assert: () => void;
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
    const held: Held = {
      lease,
      controller,
      signal: controller.signal,
      until: asked + this.#leaseMs,
      assert: () => {
        if (controller.signal.aborted || performance.now() >= held.until) throw new LeaseLost(lease.task);
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
