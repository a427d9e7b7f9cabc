import { spawn } from 'node:child_process';

export interface Command {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

export interface ChildOutput {
  stdout: (chunk: Buffer) => void;
  stderr: (chunk: Buffer) => void;
}

const children = new Set<number>();

/** Called on our way out: what we started must not outlive us. */
export function killChildren(): void {
  for (const pid of children) kill(pid);
}

/**
 * Runs to the end and gives the exit code (128 + signal number where a signal ended it: shells' habit). Output arrives
 * whole before the code does.
 */
export function runChild(
  { command, args, cwd, env }: Command,
  output: ChildOutput,
  abort: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    // A group of its own: a cancelled run takes along what the program has started.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const { pid } = child;
    if (pid !== undefined) children.add(pid);
    const cancel = () => pid !== undefined && kill(pid);
    abort.addEventListener('abort', cancel);
    child.stdout.on('data', output.stdout);
    child.stderr.on('data', output.stderr);
    const end = () => {
      if (pid !== undefined) children.delete(pid);
      abort.removeEventListener('abort', cancel);
    };
    child.on('error', (error) => {
      end();
      reject(error);
    });
    child.on('close', (code, signal) => {
      end();
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 143));
    });
    if (abort.aborted) cancel();
  });
}

function kill(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // It may have ended just now.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
