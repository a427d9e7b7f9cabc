/**
 * What keeps a daemon small. The live heap of ours is 10 to 25 MB; the rest of a default process is room that V8 and
 * glibc take because bodies come and go fast: a young generation of 3 × 16 MB and more, an arena per thread that never
 * shrinks, and blocks below 32 MB that stay with the process.
 */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072' };

export interface HeapLimits {
  /** MB of one half of the young generation. Larger: fewer collections, more memory. */
  semiSpace: number;
  /** MB of the old generation, beyond which the process ends itself: a net, several times what is needed. */
  oldSpace: number;
}

/**
 * Replaces this process by itself under settings that can only be given at its start; it keeps its pid. Does nothing
 * in a process that has been replaced already, and where the platform can't replace one.
 */
export function makeLean({ semiSpace, oldSpace }: HeapLimits): void {
  const { execPath, execArgv, argv, env } = process;
  // A young generation this small is collected in a millisecond by one thread; several wait for each other's processor.
  const collection = '--no-parallel-scavenge';
  const flags = [`--max-semi-space-size=${semiSpace}`, `--max-old-space-size=${oldSpace}`, collection];
  const isLean = flags.every((flag) => execArgv.includes(flag));
  if (isLean || process.execve === undefined || process.platform === 'win32') return;
  const environment = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  process.execve(
    execPath,
    [execPath, ...execArgv, '--no-warnings=ExperimentalWarning', ...flags, ...argv.slice(1)],
    { ...environment, ...ENVIRONMENT },
  );
}
