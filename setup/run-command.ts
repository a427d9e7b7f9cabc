import { spawn } from 'node:child_process';

export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Called with each line of either output. */
  onLine?: (line: string) => void;
  /** Milliseconds after which it is killed; default: never. */
  timeout?: number;
}

export interface CommandResult {
  code: number;
  /** The end of it, where it is long. */
  stdout: string;
  stderr: string;
}

const kept = 16_000;

/** Runs a command to its end, whatever its exit code. `undefined` where there is no such command. */
export function tryCommand(
  command: string,
  args: string[],
  options: CommandOptions = {},
): Promise<CommandResult | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(options.cwd ? { cwd: options.cwd } : {}),
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.timeout ? { timeout: options.timeout, killSignal: 'SIGKILL' as const } : {}),
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] = (said[name] + text).slice(-kept);
        for (const line of text.split('\n')) if (line.trim()) options.onLine?.(line);
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 137 : 1), ...said }));
  });
}

/** As above, but a failure throws, with what the command has said. */
export async function runCommand(
  command: string,
  args: string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const result = await tryCommand(command, args, options);
  if (!result) {
    const reason = command.includes('/') ? 'is not there, or may not be executed' : 'is not on PATH';
    throw new Error(`the command ${command} ${reason}`);
  }
  if (result.code !== 0) {
    throw new Error(
      `${result.stderr.trim() || result.stdout.trim()}\n${command} ${args.join(' ')}: exit code ${result.code}`,
    );
  }
  return result;
}
