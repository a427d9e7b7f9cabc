import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { gather } from '../../../../services/agent/metrics/gather.ts';
import type { Sample } from '../../../../services/metrics/reported.ts';
import { serveHealth } from '../../../../services/mirror/sync/health.ts';
import { HttpExchange } from '../../../../storage/s3/http-exchange.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';

/** One that nothing else here is likely to listen on: connections are counted by the port alone. */
const PORT = 18_087;
const SAMPLES: Sample[] = [{ metric: 'queue-age', value: 3 }];
let server: Server | undefined;
let exchange: HttpExchange | undefined;

afterEach(() => {
  exchange?.close();
  server?.closeAllConnections();
  server?.close();
});

async function serve(metrics: () => Promise<Sample[]>): Promise<string> {
  const address = await freeLoopbackAddress(PORT);
  server = await serveHealth(address, PORT, { problem: () => undefined, finished: () => 0, metrics });
  exchange = new HttpExchange(new URL(`http://${address}:${PORT}`));
  return address;
}

it('knows of connections by the kernel, and of the mirror by the workload', async () => {
  const address = await serve(() => Promise.resolve(SAMPLES));
  const client = connect(PORT, address);
  await once(client, 'connect');
  const [connections, ...rest] = await gather({ port: PORT, workload: 'mirror-sync' }, exchange!);
  expect(connections?.metric).toBe('connections-per-instance');
  expect(connections?.value).toBeGreaterThanOrEqual(1);
  expect(rest).toEqual(SAMPLES);
  client.destroy();
});

it('asks no workload that has nothing to tell, and says why one that has does not', async () => {
  await serve(() => Promise.reject(new Error('Redis is away')));
  const serving = await gather({ port: PORT, workload: 'mirror-serve' }, exchange!);
  expect(serving.map(({ metric }) => metric)).toEqual(['connections-per-instance']);
  await expect(gather({ port: PORT, workload: 'mirror-sync' }, exchange!)).rejects.toThrow(
    /metrics.json answered 503: .*Redis is away/,
  );
});
