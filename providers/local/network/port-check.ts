import { isErrno } from '../state/files.ts';
import { canListen, describeListener } from './listening.ts';

/** An address of 127.0.0.0/8 that no part ever has: what can't listen there is kept off by a wildcard listener. */
const NOBODYS_ADDRESS = '127.255.255.254';

export type PortTrouble =
  /** For root alone, and this user isn't. */
  | { kind: 'reserved' }
  /** `holder`: who has it, as far as the kernel tells. */
  | { kind: 'taken'; holder: string };

/** What keeps a part with an address of its own from this port now; `undefined`: nothing. */
export async function portTrouble(port: number): Promise<PortTrouble | undefined> {
  try {
    if (await canListen(NOBODYS_ADDRESS, port)) return undefined;
  } catch (error) {
    if (isErrno(error, 'EACCES')) return { kind: 'reserved' };
    throw error;
  }
  return { kind: 'taken', holder: describeListener(NOBODYS_ADDRESS, port) };
}

/** Why a part with an address of its own could not have this port; `undefined` when it can. */
export async function portFailure(port: number): Promise<string | undefined> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return `port is ${String(port)}; it must be a whole number from 1 to 65535`;
  }
  const trouble = await portTrouble(port);
  if (trouble === undefined) return undefined;
  if (trouble.kind === 'reserved') {
    return `port ${port} is reserved for root; an ordinary user's must be 1024 or higher`;
  }
  return (
    `port ${port} is in use on this machine: ${trouble.holder} has it; ` +
    'stop that, or choose another port in the stack file'
  );
}
