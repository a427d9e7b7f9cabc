/** A `mirror-sync` instance: `SKERRY_INSTANCE=<instance.json> node mirror-sync.js`. */
import { pino } from 'pino';
import { makeLean } from '../../lean-process.ts';
import { loadInstance } from '../instance.ts';
import type { SyncSettings } from '../settings.ts';
import { serveHealth } from './health.ts';
import { createSyncInstance } from './instance.ts';

makeLean({ semiSpace: 4, oldSpace: 256 });
const { id, address, port, settings } = await loadInstance();
const log = pino({ base: { instance: id }, timestamp: pino.stdTimeFunctions.isoTime });
const instance = await createSyncInstance(settings as SyncSettings, '0.1', log);
const health = await serveHealth(address, port, { ...instance, metrics: () => instance.metrics(id) });
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

log.info({ address, port }, 'started');
await instance.run(stop.signal);
health.close();
health.closeAllConnections();
log.info('stopped');
