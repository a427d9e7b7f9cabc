/**
 * What the mirror says of itself: written by the sync's leader to `internal/composer/status.json` of each serving
 * bucket, served by `mirror-serve` as `/status.json` and read by `skerry status`.
 */
export interface MirrorStatus {
  version: 1;
  upstream: string;
  /** Fingerprint (`selectionOf`) of the packages that are asked for; absent where an earlier version has written. */
  selection?: string;
  /** ISO time of this writing. */
  written: string;
  /** `refused`: the preflight found no Composer v2 repository; `reason` says why. */
  state: 'starting' | 'refused' | 'syncing' | 'idle';
  reason?: string;
  /** The run in progress, or the last one. */
  run?: {
    id: string;
    started: string;
    /** Absent while it runs. */
    ended?: string;
    /** `done` and `failed` add up to `total` in the end. */
    packages: { total: number; done: number; failed: number };
    /** `bytes` of those fetched. */
    dists: { fetched: number; present: number; failed: number; bytes: number };
  };
  /**
   * End of the last run that tried every package and published it in this bucket or recorded why not (`isComplete`
   * in `sync/run-decision.ts` has the exact rule): from the first one on the root is there.
   */
  complete?: string;
  /** Until then: when it was first written that the mirror fills this bucket. */
  begun?: string;
  /**
   * `complete` is of a run that followed other settings (another upstream, say): until the first run under the present
   * ones completes this bucket, clients get what the former ones asked for. Known as soon as a leader that follows the
   * present settings has written; `upstream` and `selection` are always of the same writing.
   */
  outdated?: true;
  /** Fingerprint of the settings that the run followed; under other ones a new run begins at once. */
  settings?: string;
  /** Newest first, at most 100; the whole number is `failures`. */
  recentFailures: SyncFailure[];
  failures: number;
}

export interface SyncFailure {
  /** `vendor/name` */
  package: string;
  /** What could not be had: an upstream URL, without credentials and query. Empty where a bucket failed. */
  url: string;
  kind:
    | 'status'
    | 'timeout'
    | 'network'
    | 'refused-address'
    | 'not-json'
    | 'bad-metadata'
    | 'bad-zip'
    | 'bad-shasum'
    | 'too-large'
    | 'store';
  /** Of the upstream's answer. */
  httpStatus?: number;
  message: string;
  attempts: number;
  /** ISO time. */
  at: string;
}
