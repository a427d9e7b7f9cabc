import { join } from 'node:path';
import { readIfExists } from '../state/files.ts';
import { partFolder } from '../state/layout.ts';

/** What svlogd writes: the part's standard output and error, UTC time first. */
export const logPath = (stateDir: string, id: string): string =>
  join(partFolder(stateDir, id), 'log', 'current');

/** Stack traces of bundles quote whole programs. */
const MAX_LINE = 300;

export async function lastLogLines(stateDir: string, id: string, count = 12): Promise<string> {
  const text = (await readIfExists(logPath(stateDir, id))) ?? '';
  const lines = text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)} …` : line));
  return lines.join('\n').trim() || '(the log is empty)';
}
