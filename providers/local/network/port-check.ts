import { canListen, describeListener } from './listening.ts';

/** An address of 127.0.0.0/8 that no part ever has: what can't listen there is kept off by a wildcard listener. */
const NOBODYS_ADDRESS = '127.255.255.254';

/** Why a part with an address of its own could not have this port; `undefined` when it can. */
export async function portFailure(port: number): Promise<string | undefined> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return `port is ${String(port)}; it must be a whole number from 1 to 65535`;
  }
  try {
    if (await canListen(NOBODYS_ADDRESS, port)) return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      return `port ${port} is reserved for root; an ordinary user's must be 1024 or higher`;
    }
    throw error;
  }
  return (
    `port ${port} is in use on this machine: ${describeListener(NOBODYS_ADDRESS, port)} has it; ` +
    'stop that, or choose another port in the stack file'
  );
}
