import type { Logger } from 'pino';
import { STATUS_KEY } from '../composer/layout.ts';
import type { Leadership } from '../queue/leadership.ts';
import type { MirrorStatus } from '../status.ts';
import type { ServingBucket } from './bucket.ts';
import { StatusWriter } from './status-writer.ts';

/** The leader waits for this long, in milliseconds, to hear what the buckets say. */
const READ_MS = 2000;
/** Milliseconds until a bucket that could not be read is asked again. */
const AGAIN_MS = 3000;

export interface StatusBoardOptions {
  buckets: readonly ServingBucket[];
  leadership: Leadership;
  /** As shown: without credentials. */
  upstream: string;
  /** Fingerprint of the packages that are asked for (`selectionOf`). */
  selection: string;
  /** Fingerprint of the settings that decide what a run does. */
  settings: string;
  log: Logger;
}

/**
 * What the leader knows of the serving buckets' statuses. Of a bucket that it could not read it knows nothing, and so
 * writes nothing there: what it made up would replace when the bucket was last complete, and with what failures.
 */
export class StatusBoard {
  readonly #options: StatusBoardOptions;
  readonly #writer: StatusWriter;
  /** By bucket; `undefined` for one that says nothing yet. */
  readonly #statuses = new Map<string, MirrorStatus | undefined>();
  #asked = -Infinity;
  #told = -Infinity;

  constructor(options: StatusBoardOptions) {
    this.#options = options;
    this.#writer = new StatusWriter(options.log);
  }

  /** Another leader may have written since. */
  forget(): void {
    this.#statuses.clear();
    this.#asked = -Infinity;
  }

  /** Reads those of which nothing is known yet: a bucket that was away may be back. */
  async read(stop: AbortSignal): Promise<void> {
    const unread = this.#options.buckets.filter(({ id }) => !this.#statuses.has(id));
    if (unread.length === 0 || performance.now() < this.#asked + AGAIN_MS) return;
    const signal = AbortSignal.any([stop, AbortSignal.timeout(READ_MS)]);
    await Promise.all(
      unread.map(async ({ id, store }) => {
        try {
          this.#statuses.set(id, parse(await store.get(STATUS_KEY, { signal })));
        } catch (error) {
          this.#options.log.warn(
            { bucket: id, reason: (error as Error).message },
            'could not read the status',
          );
        }
      }),
    );
    this.#asked = performance.now();
  }

  /** Of the buckets that could be read. */
  get known(): (MirrorStatus | undefined)[] {
    return [...this.#statuses.values()];
  }

  /** What is to be said of a bucket next, as long as nothing happens; `undefined` where it could not be read. */
  statusOf({ id }: ServingBucket): MirrorStatus | undefined {
    const { upstream, settings } = this.#options;
    if (!this.#statuses.has(id)) return undefined;
    const status = this.#statuses.get(id);
    if (!status)
      return { version: 1, upstream, written: '', state: 'starting', recentFailures: [], failures: 0 };
    // Judged anew each time: settings that were taken back are those of the last run again.
    const { outdated: _, ...current } = status;
    const isOutdated = status.complete !== undefined && status.settings !== settings;
    return isOutdated ? { ...current, outdated: true } : current;
  }

  /** Tells every bucket; with `atMostEvery` only when that many milliseconds have passed. */
  tell(news: Partial<MirrorStatus>, atMostEvery = 0): void {
    if (performance.now() < this.#told + atMostEvery) return;
    this.#told = performance.now();
    for (const bucket of this.#options.buckets) {
      const known = this.statusOf(bucket);
      if (!known) continue;
      const { reason, ...status } = known;
      // A reason lives as long as the state that it belongs to.
      const kept = reason !== undefined && (news.state ?? status.state) === status.state ? { reason } : {};
      // Not waited for: a bucket that hangs must not stop the clock.
      void this.write(bucket, { ...status, ...kept, ...news });
    }
  }

  async write(bucket: ServingBucket, status: MirrorStatus): Promise<void> {
    const { leadership, upstream, selection } = this.#options;
    if (!leadership.isHeld) return;
    const now = new Date().toISOString();
    const { begun = now, ...rest } = status;
    const since = status.complete === undefined ? { begun } : {};
    const written = { ...rest, ...since, upstream, selection, written: now };
    this.#statuses.set(bucket.id, written);
    await this.#writer.write(bucket, written);
  }
}

/** `undefined` for what is no status of ours, such as one of a later version: a run of our own replaces it. */
function parse(found: Awaited<ReturnType<ServingBucket['store']['get']>>): MirrorStatus | undefined {
  if (found === undefined || found === 'unchanged') return undefined;
  try {
    const status = JSON.parse(Buffer.from(found.body).toString()) as MirrorStatus | null;
    return status?.version === 1 ? status : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
