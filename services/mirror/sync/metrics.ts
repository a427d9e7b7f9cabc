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
 * @param known when each bucket was last complete, or, of one that never was, when the mirror began to fill it; of a
 *   bucket that could not be read neither is known, and alarms take silence for staleness
 */
export function metricsOf(
  { waiting, leased, oldestMs, instances }: Load,
  known: readonly { id: string; since: string | undefined }[],
  now: Date,
): Sample[] {
  const fresh = known.flatMap(({ id, since }): Sample[] =>
    since === undefined
      ? []
      : [
          {
            metric: 'freshness',
            bucket: id,
            value: Math.max(0, (now.getTime() - Date.parse(since)) / 1000),
          },
        ],
  );
  return [
    { metric: 'queue-age', value: oldestMs / 1000 },
    { metric: 'backlog-per-instance', value: (waiting + leased) / Math.max(1, instances) },
    ...fresh,
  ];
}
