import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { killIfThere } from '../../support/kill.ts';
import { until } from '../../support/until.ts';

export interface ProcessInfo {
  pid: number;
  parent: number;
  /** Clock ticks since boot: with the pid it names one process for ever. */
  started: string;
  state: string;
  cwd: string;
  command: string;
}

/** Every process of this machine that we may look at, from /proc: never from Skerry's own records. */
export function processes(): ProcessInfo[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(Number(pid)) ?? []);
}

function readProcess(pid: number): ProcessInfo | undefined {
  return ifThere(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      state: fields[0]!,
      parent: Number(fields[1]),
      started: fields[19]!,
      cwd: readlinkSync(`/proc/${pid}/cwd`).replace(/ \(deleted\)$/, ''),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
    };
  });
}

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Gone meanwhile, a zombie without a cwd, or another user's.
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return undefined;
    throw error;
  }
}

/** Live processes that work inside `folder`, or were started with a path inside it. */
export function processesUnder(folder: string): ProcessInfo[] {
  return processes().filter(
    (process) =>
      process.state !== 'Z' &&
      process.pid !== globalThis.process.pid &&
      (process.cwd === folder ||
        process.cwd.startsWith(`${folder}/`) ||
        process.command.includes(`${folder}/`)),
  );
}

export function isAlive({ pid, started }: Pick<ProcessInfo, 'pid' | 'started'>): boolean {
  const now = readProcess(pid);
  return now !== undefined && now.started === started && now.state !== 'Z';
}

/** Again and again, because supervisors start anew what was killed before them. */
export async function killAllUnder(folder: string): Promise<void> {
  await until(
    'nothing is left to kill',
    () => {
      const left = processesUnder(folder);
      for (const { pid } of left) killIfThere(pid);
      return left.length === 0;
    },
    { timeout: 30_000 },
  );
}

export interface Listener {
  address: string;
  port: number;
  /** Of the socket, as the descriptors of its holders name it. */
  inode: string;
}

/** TCP sockets in state LISTEN, IPv4 and IPv6, of every process in this network namespace. */
export function listeners(): Listener[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A')
      .map((fields) => {
        const [hex, port] = fields[1]!.split(':');
        return { address: addressOf(hex!), port: parseInt(port!, 16), inode: fields[9]! };
      }),
  );
}

/** The kernel prints IPv4 addresses as a little-endian word, IPv6 ones as four of them. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    word
      .match(/../g)!
      .reverse()
      .map((byte) => parseInt(byte, 16)),
  );
  if (bytes.length === 4) return bytes.join('.');
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped
    ? bytes.slice(12).join('.')
    : `[${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}]`;
}

/** Listeners inside a loopback /16 such as `127.37.0.0/16`. */
export function listenersIn(cidr: string): Listener[] {
  const prefix = cidr.split('.').slice(0, 2).join('.') + '.';
  return listeners().filter(({ address }) => address.startsWith(prefix));
}

/** What these processes themselves listen on, wherever that is. */
export function listenersOf(holders: readonly ProcessInfo[]): Listener[] {
  const inodes = new Set(holders.flatMap(({ pid }) => socketsOf(pid)));
  return listeners().filter(({ inode }) => inodes.has(inode));
}

function socketsOf(pid: number): string[] {
  const descriptors = ifThere(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return descriptors.flatMap((descriptor) => {
    const target = ifThere(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`)) ?? '';
    return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
  });
}
