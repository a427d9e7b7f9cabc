import type { Server } from 'node:http';
import { Catalogue } from '../../services/sample-upstream/catalogue.ts';
import { serveCatalogue } from '../../services/sample-upstream/server.ts';
import { freeLoopbackAddress } from './loopback.ts';

const PORT = 8081;

export interface SampleUpstream {
  readonly url: string;
  readonly catalogue: Catalogue;
  /** Closes every connection, too. */
  stop(): Promise<void>;
}

/** The project's sample upstream, in the test's own process. */
export async function startSampleUpstream(packages: number, seed = 1): Promise<SampleUpstream> {
  const address = await freeLoopbackAddress(PORT);
  const url = `http://${address}:${PORT}`;
  const catalogue = new Catalogue({ packages, seed, baseUrl: url });
  const server = await serveCatalogue(catalogue, address, PORT);
  return { url, catalogue, stop: () => stopServer(server) };
}

export function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
