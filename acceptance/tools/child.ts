import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

/**
 * Starts a command in a process group of its own, so that Ctrl-C in a terminal reaches it once, through us; it dies with
 * us, so that a killed run leaves nothing at work.
 */
export function startChild(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): ChildProcessByStdio<null, Readable, Readable> {
  const [executable, all] =
    process.platform === 'linux'
      ? ['setpriv', ['--pdeathsig', 'KILL', command, ...args]]
      : [command, [...args]];
  const child = spawn(executable, all, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8');
  return child;
}

/** How it ended. @throws where it could not be started */
export async function endOf(
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}
