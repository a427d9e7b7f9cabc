import { join } from 'node:path';
import { endOf, startChild } from './child.ts';

export interface SkerryResult {
  code: number;
  /** What it printed as its result. */
  stdout: string;
  /** The end of what it said on the way. */
  said: string;
}

export interface SkerryCall {
  root: string;
  env: NodeJS.ProcessEnv;
  /** Once: it finishes what it has begun. */
  signal?: AbortSignal;
  /** Told what it says on the way, as it comes. */
  tell?: (text: string) => void;
}

/** Characters of the end of what is said that a report quotes. */
const QUOTED = 2_000;

/** Runs `skerry` as people do. */
export async function skerry(args: readonly string[], call: SkerryCall): Promise<SkerryResult> {
  const child = startChild(join(call.root, 'cli/bin/skerry'), args, { cwd: call.root, env: call.env });
  let stdout = '';
  let said = '';
  child.stdout.on('data', (text: string) => (stdout += text));
  child.stderr.on('data', (text: string) => {
    said = (said + text).slice(-QUOTED);
    call.tell?.(text);
  });
  const stop = () => child.kill('SIGINT');
  if (call.signal?.aborted) stop();
  call.signal?.addEventListener('abort', stop, { once: true });
  try {
    const { code, signal } = await endOf(child);
    return { code: code ?? 128, stdout, said: signal ? `${said}\nended by ${signal}` : said.trim() };
  } finally {
    call.signal?.removeEventListener('abort', stop);
  }
}

/** As above, and reads its `--json`. @throws where it ends with another status than 0, or than `also` */
export async function skerryJson<T>(
  args: readonly string[],
  call: SkerryCall,
  also: readonly number[] = [],
): Promise<T> {
  const { code, stdout, said } = await skerry([...args, '--json'], call);
  if (code !== 0 && !also.includes(code)) {
    throw new Error(`skerry ${args.join(' ')} ended with ${code}:\n${said}`);
  }
  return JSON.parse(stdout) as T;
}
