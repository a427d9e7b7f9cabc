import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { isErrno } from '../state/files.ts';

export interface Listener {
  /** IPv4 in dotted form, or `*` for every address (0.0.0.0, ::). */
  address: string;
  port: number;
  uid: number;
  inode: number;
}

const LISTEN = '0A';

/** Listening sockets of `/proc/net/tcp` or `/proc/net/tcp6`; those on IPv6 addresses proper are left out. */
export function parseListeners(table: string): Listener[] {
  const listeners: Listener[] = [];
  for (const line of table.split('\n').slice(1)) {
    const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/);
    if (!local || state !== LISTEN) continue;
    const [hexAddress = '', hexPort = ''] = local.split(':');
    const address = decodeAddress(hexAddress);
    if (address === undefined) continue;
    listeners.push({ address, port: Number.parseInt(hexPort, 16), uid: Number(uid), inode: Number(inode) });
  }
  return listeners;
}

/** The kernel prints 32-bit words in its own byte order, which is little-endian on all machines Node runs on but s390x. */
function decodeAddress(hex: string): string | undefined {
  if (/^0+$/.test(hex)) return '*';
  if (hex.length === 8) return dotted(hex);
  const mapped = /^0{16}FFFF0000([0-9A-F]{8})$/i.exec(hex)?.[1];
  return mapped === undefined ? undefined : dotted(mapped);
}

const dotted = (word: string): string =>
  [6, 4, 2, 0].map((at) => Number.parseInt(word.slice(at, at + 2), 16)).join('.');

export function readListeners(): Listener[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => {
    try {
      return parseListeners(readFileSync(path, 'utf8'));
    } catch (error) {
      // A kernel without IPv6 has no tcp6.
      if (isErrno(error, 'ENOENT')) return [];
      throw error;
    }
  });
}

/** Second octets of 127.0.0.0/8 in which somebody listens on an address of its own. */
export function octetsInUse(listeners: readonly Listener[]): Set<number> {
  return new Set(
    listeners
      .map(({ address }) => /^127\.(\d+)\./.exec(address)?.[1])
      .filter((octet) => octet !== undefined)
      .map(Number),
  );
}

/**
 * Whether a server could listen there now; asks the kernel, who alone knows the options of the other sockets.
 *
 * It binds without listening, for such sockets (they have SO_REUSEADDR, as all of Node's) are in the way neither of one
 * another nor of a server that comes just then, whereas a listener is in theirs. Node binds so for outgoing connections:
 * here one to port 0, where nobody can be.
 */
export async function canListen(address: string, port: number): Promise<boolean> {
  const socket = connect({ host: address, port: 0, localAddress: address, localPort: port });
  try {
    const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      socket.once('error', resolve).once('connect', () => resolve(undefined));
    });
    // Any fate of the connection itself tells that it was bound.
    if (failure?.syscall !== 'bind') return true;
    if (isErrno(failure, 'EADDRINUSE')) return false;
    throw failure;
  } finally {
    socket.destroy();
  }
}

/** Who is in the way of `address:port`, for a message. */
export function describeListener(address: string, port: number, listeners = readListeners()): string {
  const other = listeners.find(
    (each) => each.port === port && (each.address === '*' || each.address === address),
  );
  if (!other) return 'another process';
  const where = other.address === '*' ? 'every address (0.0.0.0 or ::)' : other.address;
  return `a process of user ${other.uid} that listens on ${where}`;
}
