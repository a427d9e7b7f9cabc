import type { RunProgress } from '../queue/task-queue.ts';
import type { MirrorStatus, SyncFailure } from '../status.ts';

/** The part of a status that tells of a run. */
export function statusOfRun(
  run: RunProgress,
  ended?: Date,
): Required<Pick<MirrorStatus, 'run' | 'recentFailures' | 'failures'>> {
  const sum = (name: string) => run.counters[name] ?? 0;
  return {
    run: {
      id: run.id,
      started: run.started,
      ...(ended === undefined ? {} : { ended: ended.toISOString() }),
      packages: { total: run.total, done: run.done, failed: run.failed },
      dists: {
        fetched: sum('fetched'),
        present: sum('present'),
        failed: sum('failed'),
        bytes: sum('bytes'),
      },
    },
    recentFailures: run.recentFailures as SyncFailure[],
    failures: run.failures,
  };
}
