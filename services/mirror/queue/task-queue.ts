/** The right to work on a task, for a while. */
export interface Lease {
  task: string;
  /**
   * Fencing token: of two leases the later one has the greater token, also of two tasks, and also when Redis came
   * back empty in between (microseconds of Redis's clock, never repeated).
   */
  token: number;
  /** How often the task has been leased since it was enqueued; from 1. */
  attempt: number;
}

/** What a finished task adds to its run, in the same step that ends the task: a repeated task is never counted twice. */
export interface TaskReport {
  outcome: 'done' | 'failed';
  /** Sums to add to. */
  counters: Readonly<Record<string, number>>;
  failures: readonly object[];
}

/** What a run is about; it goes with the run from leader to workers, and to the leader that ends it. */
export interface RunPlan {
  id: string;
  /** ISO time. */
  started: string;
  /** What every worker needs to know; short. */
  context: string;
  /** What only the run's end needs. */
  closing: string;
}

/** What workers see of the run. */
export type RunHead = Pick<RunPlan, 'id' | 'started' | 'context'>;

/** A run over many tasks, as far as it has come. */
export interface RunProgress extends RunPlan {
  /** All of its tasks have been enqueued. */
  sealed: boolean;
  total: number;
  done: number;
  failed: number;
  counters: Readonly<Record<string, number>>;
  /** Newest first, at most 100. */
  recentFailures: unknown[];
  /** Of all of them. */
  failures: number;
  waiting: number;
  leased: number;
}

/**
 * Tasks that several instances work on. A task is a name; enqueueing one that waits adds nothing, and one that is
 * being worked on is done once more afterwards, for its cause may be newer than what the worker has read.
 *
 * Everything here may be lost at any moment and rebuilt from the buckets and the upstream.
 */
export interface TaskQueue {
  /** Forgets everything before and starts a run. False where `leader` is no longer the leader's token. */
  beginRun(leader: number, plan: RunPlan): Promise<boolean>;
  /** Adds tasks to the run. False where the run is no longer this one (another leader's, or Redis lost it). */
  enqueue(run: string, tasks: readonly string[]): Promise<boolean>;
  /** States that every task of the run has been enqueued. */
  seal(run: string): Promise<boolean>;
  run(): Promise<RunProgress | undefined>;

  /** Up to `max` leases, of tasks that wait or whose lease has expired; none where there is no run. */
  lease(max: number): Promise<{ run: RunHead | undefined; leases: Lease[] }>;
  /** Extends the leases; returns those that are lost. */
  extend(leases: readonly Lease[]): Promise<Lease[]>;
  /** False where the lease is lost: then nothing was counted. */
  complete(lease: Lease, report: TaskReport): Promise<boolean>;
  /** Puts the task back, not to be leased before `delayMs` have passed. */
  retry(lease: Lease, delayMs: number): Promise<boolean>;
  /** Puts the task back as if it had never been leased: the worker stops. */
  release(lease: Lease): Promise<boolean>;
}
