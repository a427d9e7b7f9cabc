import { cannotRun } from '../failure.ts';

/** The engine keeps it as an int32. */
const highest = 2 ** 31 - 1;

/**
 * Flags of the engine for `--parallel`, how many resources it works on at once; none, for the engine's own number, where
 * the user gave no count.
 *
 * @throws {Failure} where it is no whole number from 1 on
 */
export function parallelFlags(count: string | undefined): string[] {
  if (count === undefined) return [];
  if (/^[0-9]+$/.test(count) && Number(count) >= 1 && Number(count) <= highest) {
    return ['--parallel', String(Number(count))];
  }
  throw cannotRun(
    `--parallel ${count} is no count of resources: a whole number from 1 (one after another) to ${highest}`,
    '--parallel 8',
  );
}
