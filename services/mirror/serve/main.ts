/** A `mirror-serve` instance: `SKERRY_INSTANCE=<instance.json> node mirror-serve.js`. */
import { pino } from 'pino';
import { createReader } from '../../../storage/create-reader.ts';
import { ROOT_KEY, STATUS_KEY } from '../composer/layout.ts';
import { loadInstance } from '../instance.ts';
import type { ServeSettings } from '../settings.ts';
import { createApp } from './app.ts';
import { CachedObject } from './cached-object.ts';

/** How long a root is served without asking the bucket whether there is a newer one. */
const ROOT_FRESH_MS = 2000;
const STATUS_FRESH_MS = 500;
/** A bucket that works answers within 0.2 s; nobody at a terminal should wait longer for one that doesn't. */
const PATIENCE_MS = 1000;
/** A bucket that comes back is found within this time, whatever became of the last question. */
const GIVE_UP_MS = 10_000;

const { id, address, port, settings } = await loadInstance();
const log = pino({ base: { instance: id }, timestamp: pino.stdTimeFunctions.isoTime });
const store = createReader((settings as ServeSettings).store);
const onStale = (error: Error) =>
  log.warn({ reason: error.message }, 'the bucket is away: serving what is known');
const waits = { patienceMs: PATIENCE_MS, giveUpMs: GIVE_UP_MS, onStale };
const root = new CachedObject(store, ROOT_KEY, { freshMs: ROOT_FRESH_MS, ...waits });
const status = new CachedObject(store, STATUS_KEY, { freshMs: STATUS_FRESH_MS, ...waits });

let isReady = false;
const app = createApp({
  instance: id,
  root,
  status,
  isReady: async () => {
    // Once the bucket has answered, its absence is no reason to take the instance out: what is known goes on.
    isReady ||= await root.get().then(
      () => true,
      (error: Error) => {
        log.warn({ reason: error.message }, "the bucket doesn't answer");
        return false;
      },
    );
    return isReady;
  },
  onError: (error) => log.error({ err: error }, 'a request could not be answered'),
});
await app.listen({ host: address, port });
log.info({ address, port }, 'started');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void app.close().then(() => {
      store.close();
      log.info('stopped');
    });
  });
}
