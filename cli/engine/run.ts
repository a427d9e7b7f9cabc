import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { cannotRun } from '../failure.ts';
import { parseEvent, type EngineEvent } from './events.ts';

export interface EngineRun {
  exitCode: number;
  /** Signal that ended the engine, such as SIGKILL. */
  signal?: NodeJS.Signals;
  /** The user asked it to stop. */
  cancelled: boolean;
  /** Standard output that is no event. */
  stdout: string;
  stderr: string;
}

export interface EngineCall {
  /** Path of the `pulumi` executable. */
  engine: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Standard input; absent: empty. */
  input?: string;
  /** Called for each event, in order. */
  onEvent?: (event: EngineEvent) => void;
  /** Called when a signal has been passed on: 1 asks the engine to finish what it has begun, 2 has killed it. */
  onCancel?: (times: number) => void;
}

/**
 * Runs the engine. With `--json` among the arguments it prints its events, which is what progress is drawn from.
 *
 * The engine gets a process group of its own, so that Ctrl-C in a terminal reaches it once, through us, and not twice;
 * and it dies with us (`pdeathsig`), so that a killed command leaves nothing running that would hold the stack's lock.
 */
export async function runEngine(call: EngineCall): Promise<EngineRun> {
  const [command, args] =
    process.platform === 'linux'
      ? ['setpriv', ['--pdeathsig', 'KILL', call.engine, ...call.args]]
      : [call.engine, [...call.args]];
  const child = spawn(command, args, {
    cwd: call.cwd,
    env: call.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });

  // An engine that ends before it has read its input tells why by its exit status.
  child.stdin.on('error', () => undefined);
  child.stdin.end(call.input ?? '');

  let cancels = 0;
  const cancel = () => {
    cancels += 1;
    // The engine takes its first SIGINT as "finish the steps that are under way, then stop".
    child.kill(cancels === 1 ? 'SIGINT' : 'SIGKILL');
    call.onCancel?.(cancels);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, cancel);

  try {
    let stdout = '';
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const lines = createInterface({ input: child.stdout, crlfDelay: Infinity });
    lines.on('line', (line) => {
      const event = parseEvent(line);
      if (event) call.onEvent?.(event);
      else stdout += `${line}\n`;
    });
    const drained = new Promise<void>((resolve) => lines.once('close', resolve));
    const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (...ending) => resolve(ending));
      },
    );
    await drained;
    return {
      exitCode: exitCode ?? 255,
      ...(signal ? { signal } : {}),
      cancelled: cancels > 0,
      stdout,
      stderr,
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw cannotRun(`${command} isn't there`, 'npm run setup', error);
  } finally {
    for (const signal of signals) process.off(signal, cancel);
  }
}
