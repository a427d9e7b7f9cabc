import { pino } from 'pino';
import { createReader } from '../../storage/create-reader.ts';
import { makeLean } from '../lean-process.ts';
import { Agent, type AgentOptions } from './agent.ts';
import { readInstanceConfig } from './config.ts';
import { reportMetrics } from './metrics/report.ts';
import { serveStatus } from './status-server.ts';

/** `node agent.js <instance.json>`: runs an instance's workload from releases until SIGTERM; then exit status 0. */
export async function runAgent(
  configFile: string,
  options: Pick<AgentOptions, 'timing' | 'onStep'> = {},
): Promise<void> {
  const config = await readInstanceConfig(configFile);
  const log = pino(
    { base: { instance: config.id }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(1),
  );
  const store = createReader(config.release.store);
  const agent = new Agent({ config, configFile, store, log, ...options });
  const server = await serveStatus(config.address, config.agentPort, () => agent.status);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => agent.stop());
  const reporting = new AbortController();
  const { metrics } = config;
  if (metrics) void reportMetrics({ ...config, metrics }, log, reporting.signal);
  await agent.run();
  reporting.abort();
  server.close();
  server.closeAllConnections();
  store.close();
}

if (import.meta.main) {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0) {
    console.error('usage: agent <instance.json>');
    process.exit(2);
  }
  makeLean({ semiSpace: 1, oldSpace: 128 });
  try {
    await runAgent(file);
  } catch (error) {
    console.error(error);
    process.exit(2);
  }
  // An installation that was under way is dropped; what it left is swept at the next boot.
  process.exit(0);
}
