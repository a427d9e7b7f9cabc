import type { Logger } from 'pino';
import { StoreError } from '../../../storage/errors.ts';
import { BucketFailure, type ServingBucket } from './bucket.ts';
import type { PackageOutcome } from './outcome.ts';

/** Milliseconds until one package asks a bucket again that gave no answer; doubled after each that got none either. */
const FIRST_PROBE_MS = 1000;
const LAST_PROBE_MS = 30_000;
/** A store that restarts is back within this; its packages are tried again as after any other failure. */
const BLINK_MS = 15_000;

interface Absence {
  /** All by the clock below. */
  since: number;
  told: number;
  probe: number;
  pause: number;
}

/**
 * Which buckets gave no answer. A silent store costs whoever asks it half a minute: that is for one package now and
 * then, not for each of them, whose other buckets wait meanwhile.
 */
export class AwayBuckets {
  readonly #absences = new Map<string, Absence>();
  readonly #log: Logger;
  readonly #now: () => number;

  constructor(log: Logger, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** Does a package with all buckets but those that are away; with these, too, where there is no other. */
  async around(
    buckets: readonly ServingBucket[],
    action: (asked: ServingBucket[]) => Promise<PackageOutcome>,
  ): Promise<{ outcome: PackageOutcome; left: string[]; mayBeBack: boolean }> {
    const began = this.#now();
    const left = this.#leftOut(buckets, began);
    const asked = buckets.filter(({ id }) => !left.includes(id));
    const outcome = await action(asked);
    const silent = outcome.failures.filter(isSilence).map(({ bucket }) => bucket);
    for (const { id } of asked) {
      if (silent.includes(id)) this.#away(id, began);
      else this.#back(id, began);
    }
    return { outcome, left, mayBeBack: left.some((id) => this.#isBlink(id)) };
  }

  #leftOut(buckets: readonly ServingBucket[], now: number): string[] {
    const away = buckets.filter(({ id }) => now < (this.#absences.get(id)?.probe ?? -Infinity));
    if (away.length === buckets.length) return [];
    for (const bucket of buckets) {
      const absence = this.#absences.get(bucket.id);
      // This package asks; the others go on without.
      if (absence && !away.includes(bucket)) absence.probe = now + LAST_PROBE_MS;
    }
    return away.map(({ id }) => id);
  }

  #away(id: string, began: number): void {
    const known = this.#absences.get(id);
    // It asked before another package told of the same silence.
    if (known && began < known.told) return;
    const now = this.#now();
    const pause = known ? Math.min(known.pause * 2, LAST_PROBE_MS) : FIRST_PROBE_MS;
    this.#absences.set(id, { since: known?.since ?? began, told: now, probe: now + pause, pause });
    if (!known) this.#log.warn({ bucket: id }, 'the bucket gives no answer; packages go on without it');
  }

  #back(id: string, began: number): void {
    const known = this.#absences.get(id);
    // Its answers came before the silence.
    if (!known || began < known.told) return;
    this.#absences.delete(id);
    this.#log.info({ bucket: id }, 'the bucket answers again');
  }

  #isBlink(id: string): boolean {
    const known = this.#absences.get(id);
    return known === undefined || this.#now() - known.since < BLINK_MS;
  }
}

function isSilence(failure: PackageOutcome['failures'][number]): failure is BucketFailure {
  if (!(failure instanceof BucketFailure)) return false;
  const { cause } = failure;
  return cause instanceof StoreError && cause.status === undefined;
}
