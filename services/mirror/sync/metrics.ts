import type { Sample } from '../../metrics/reported.ts';
import type { RedisScripts } from '../queue/redis-scripts.ts';

/** Milliseconds for which an instance counts after it was last asked; it is asked each minute. */
const PRESENCE_MS = 150_000;

export interface Load {
  waiting: number;
  leased: number;
  /** Milliseconds for which the task that waits longest could have been begun. */
  oldestMs: number;
  /** Among which the work is shared. */
  instances: number;
}

/** Counts this instance in. */
export async function loadOf(scripts: RedisScripts, instance: string): Promise<Load> {
  const [waiting, leased, oldestMs, instances] = (await scripts.run(
    'load',
    instance,
    PRESENCE_MS,
  )) as number[];
  return { waiting: waiting!, leased: leased!, oldestMs: oldestMs!, instances: instances! };
}

/**
 * @param completed when each bucket was last complete, where that is known; a bucket that never was has no age, and the
 *   alarm takes silence for staleness
 */
export function metricsOf(
  { waiting, leased, oldestMs, instances }: Load,
  completed: readonly { id: string; complete: string | undefined }[],
  now: Date,
): Sample[] {
  const fresh = completed.flatMap(({ id, complete }): Sample[] =>
    complete === undefined
      ? []
      : [
          {
            metric: 'freshness',
            bucket: id,
            value: Math.max(0, (now.getTime() - Date.parse(complete)) / 1000),
          },
        ],
  );
  return [
    { metric: 'queue-age', value: oldestMs / 1000 },
    { metric: 'backlog-per-instance', value: (waiting + leased) / Math.max(1, instances) },
    ...fresh,
  ];
}
