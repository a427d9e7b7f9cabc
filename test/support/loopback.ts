import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * An address on which `port` is free; many test files run side by side. Of 127.1.0.0/16, which no stack is given: what
 * listens in a stack's own range is the stack's.
 */
export async function freeLoopbackAddress(port: number): Promise<string> {
  for (;;) {
    const address = `127.1.${randomInt(2, 250)}.${randomInt(2, 250)}`;
    if (await isFree(address, port)) return address;
  }
}

function isFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, address, () => probe.close(() => resolve(true)));
  });
}
