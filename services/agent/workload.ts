import { spawn, type ChildProcess } from 'node:child_process';
import { get } from 'node:http';

export interface WorkloadProcess {
  readonly pid: number | undefined;
  signal(signal: NodeJS.Signals): void;
}

/** Becomes a command, unless its parent is another one than it should be. */
const GUARD = '[ "$PPID" = "$1" ] && shift && exec "$@"';

/**
 * A command that the kernel ends with the process `parent`, however that one ends: two workloads would fight for one
 * port. What can't be told to the kernel before the start is looked at after it: whether that process is still there.
 */
export function tiedTo(parent: number, command: readonly string[]): [string, string[]] {
  return ['setpriv', ['--pdeathsig', 'KILL', 'sh', '-c', GUARD, 'sh', String(parent), ...command]];
}

/** Starts a script with this process's own Node. `onExit` is called once, also where it could not be started. */
export function startWorkload(
  script: string,
  options: { cwd: string; configFile: string },
  onExit: (how: string) => void,
): WorkloadProcess {
  let ended = false;
  const end = (how: string) => {
    if (ended) return;
    ended = true;
    onExit(how);
  };
  let child: ChildProcess;
  try {
    child = spawn(...tiedTo(process.pid, [process.execPath, script]), {
      cwd: options.cwd,
      env: { ...process.env, SKERRY_INSTANCE: options.configFile },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  } catch (error) {
    // Some failures, such as that of no memory for a process, are thrown.
    queueMicrotask(() => end(`it could not be started: ${(error as Error).message}`));
    return { pid: undefined, signal: () => undefined };
  }
  child.on('error', (error) => {
    if (child.pid === undefined) end(`it could not be started: ${error.message}`);
  });
  child.on('exit', (code, signal) =>
    end(signal === null ? `exit status ${String(code)}` : `signal ${signal}`),
  );
  return {
    pid: child.pid,
    signal(signal) {
      if (!ended) child.kill(signal);
    },
  };
}

export interface Health {
  ok: boolean;
  answered: boolean;
  reason?: string;
}

/** `GET /healthz` of a workload, whose headers must come within `timeout` milliseconds. */
export function probeHealth(address: string, port: number, timeout: number): Promise<Health> {
  const what = `http://${address}:${port}/healthz`;
  return new Promise((resolve) => {
    const silent = (reason: string) => resolve({ ok: false, answered: false, reason: `${what}: ${reason}` });
    const request = get({ host: address, port, path: '/healthz', agent: false }, (response) => {
      response.resume();
      const { statusCode } = response;
      const ok = statusCode === 200;
      resolve({ ok, answered: true, ...(ok ? {} : { reason: `${what}: status ${String(statusCode)}` }) });
    });
    // For the whole exchange: a timeout of the socket starts anew with every byte.
    const timer = setTimeout(() => {
      silent(`no answer within ${timeout} ms`);
      request.destroy();
    }, timeout);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error: NodeJS.ErrnoException) => silent(error.code ?? error.message));
  });
}
