/**
 * What keeps a sync instance small. The live heap is some 25 MB; the rest of a default process is room that V8 and
 * glibc take because bodies come and go fast: a young generation of 3 × 16 MB and more, and an arena per thread that
 * never shrinks. Measured with 300 packages: 285 MB at the peak without these, some 115 MB with them, and the same with 3,000.
 */
const NODE_FLAGS = ['--max-semi-space-size=4', '--max-old-space-size=96'];
const ENVIRONMENT = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072' };
const MARK = 'SKERRY_LEAN';

/**
 * Replaces this process by itself under those settings, which can only be given at its start; it keeps its pid. Does
 * nothing in a process that has been replaced already, and where the platform can't replace one.
 */
export function makeLean(): void {
  const { execPath, execArgv, argv, env } = process;
  if (env[MARK] !== undefined || process.execve === undefined || process.platform === 'win32') return;
  const flags = [...execArgv, '--no-warnings=ExperimentalWarning', ...NODE_FLAGS];
  const environment = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  process.execve(execPath, [execPath, ...flags, ...argv.slice(1)], {
    ...environment,
    ...ENVIRONMENT,
    [MARK]: '1',
  });
}
