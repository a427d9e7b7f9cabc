import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** An address of 127.0.0.0/8 on which `port` is free; many test files run side by side. */
export async function freeLoopbackAddress(port: number): Promise<string> {
  for (;;) {
    const address = `127.${randomInt(2, 250)}.${randomInt(2, 250)}.${randomInt(2, 250)}`;
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
