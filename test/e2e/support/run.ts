import { spawn, type ChildProcess } from 'node:child_process';
import { killIfThere } from '../../support/kill.ts';

export interface Result {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Both streams in the order in which they came. */
  output: string;
  seconds: number;
}

export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  /** After this the whole process group is killed and the result rejects; 300 unless told. */
  timeoutSeconds?: number;
  uid?: number;
  gid?: number;
}

/**
 * Starts a command without a terminal, in a process group of its own: npm alone may be killed, and leave behind what it
 * has started, which would hold the stack's lock. The result never rejects for an exit status.
 */
export function start(
  command: string,
  args: string[],
  options: RunOptions,
): { child: ChildProcess; result: Promise<Result>; output: () => string } {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
  });
  let stdout = '';
  let stderr = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (output += text)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => ((stderr += text), (output += text)));
  // A command that ends before it has read its input is no fault of the test's.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const result = new Promise<Result>((resolve, reject) => {
    const limit = options.timeoutSeconds ?? 300;
    const timer = setTimeout(() => {
      if (child.pid !== undefined) killIfThere(-child.pid);
      reject(new Error(`${command} ${args.join(' ')} took more than ${limit} s:\n${output}`));
    }, limit * 1000);
    child.on('error', reject);
    // `exit`, not `close`: a daemon that inherited a pipe must show up in the tests that look for it, not hang this one.
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      setImmediate(() =>
        resolve({ code, signal, stdout, stderr, output, seconds: (performance.now() - started) / 1000 }),
      );
    });
  });
  return { child, result, output: () => output };
}

export async function run(command: string, args: string[], options: RunOptions): Promise<Result> {
  return await start(command, args, options).result;
}

/** Runs a command that must end with exit status 0. */
export async function must(command: string, args: string[], options: RunOptions): Promise<Result> {
  const result = await run(command, args, options);
  if (result.code !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${result.code ?? result.signal}:\n${result.output}`,
    );
  }
  return result;
}
