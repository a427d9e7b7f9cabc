/** The engine's complaint without its prefixes and its warnings about itself. */
export function complaintOf(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !line.startsWith('warning: '))
    .map((line) => line.replace(/^error: /, ''))
    .join('\n')
    .trim();
}

/** Who has the lock that the engine was refused: `lin@here (pid 4711) since 2026-11-22T07:17:13Z`. */
export function lockHolder(stderr: string): string | undefined {
  if (!stderr.includes('the stack is currently locked')) return undefined;
  const [, who, since] = /created by (\S+ \(pid \d+\)) at (\S+)/.exec(stderr) ?? [];
  return who === undefined || since === undefined ? 'its lock is held' : `${who} since ${since}`;
}
