import type { RunProgress } from '../queue/task-queue.ts';
import type { MirrorStatus } from '../status.ts';

export interface Situation {
  /** What Redis knows. */
  run: RunProgress | undefined;
  /** What the serving buckets say; `undefined` for one that says nothing yet. Unreachable ones are left out. */
  statuses: readonly (MirrorStatus | undefined)[];
  /** Fingerprint of the settings at hand. */
  settings: string;
  intervalSeconds: number;
  now: Date;
}

export type Decision = 'begin' | 'watch' | 'end' | 'wait';

/**
 * What the leader does next. The buckets say which run was ended; Redis only says how far the current one is. So it
 * doesn't matter who began a run, or whether Redis still knows of it.
 */
export function decide({ run, statuses, settings, intervalSeconds, now }: Situation): Decision {
  const known = statuses.filter((status) => status !== undefined);
  const ofRun = run ? known.filter((status) => status.run?.id === run.id) : [];
  const open = ofRun.filter((status) => status.run?.ended === undefined);
  if (run && open.length === ofRun.length) {
    // Half enqueued by a leader that is gone, or begun under other settings: nobody knows what it lacks.
    if (!run.sealed || contextSettings(run) !== settings) return 'begin';
    return run.waiting + run.leased === 0 ? 'end' : 'watch';
  }
  // Ended in one bucket, and not yet in another that took part in it.
  if (run && open.length > 0 && contextSettings(run) === settings) return 'end';
  const isNew = statuses.some((status) => status?.run?.ended === undefined || status.settings !== settings);
  if (isNew) return 'begin';
  const ended = Math.max(...known.map((status) => Date.parse(status.run?.ended ?? '')));
  return ended + intervalSeconds * 1000 <= now.getTime() ? 'begin' : 'wait';
}

/** What workers need to know of a run: all of them follow the leader's settings, also while a change is rolled out. */
export interface RunContext {
  settings: string;
  metadataUrl: string;
  only: string[];
  /**
   * Ids; absent in a run that an earlier version began. A worker that doesn't know one of them yet counts its packages
   * as lost there: the root must wait.
   */
  buckets?: string[];
  /** Ids of those that held nothing for clients when the run began: `freshBuckets`. */
  fresh?: string[];
}

function contextSettings(run: RunProgress): string {
  return (JSON.parse(run.context) as RunContext).settings;
}

/**
 * Whether a run that every package has been tried in makes a bucket complete, so that its root may name them: some
 * packages are there, no package is lacking because of the bucket itself, and not most of them failed (that is an
 * upstream that is down, not one with faults). Failures of single packages are shown, and don't hold up the rest.
 */
export function isComplete(run: RunProgress, bucket: string): boolean {
  const lost = run.counters[`lost:${bucket}`] ?? 0;
  const held = (run.counters['held'] ?? 0) + (run.counters[`refused:${bucket}`] ?? 0);
  return lost === 0 && held < run.total && held * 2 <= run.total;
}
