import { expect, it } from 'vitest';
import { metadataKey } from '../../../../services/mirror/composer/layout.ts';
import type { TaskQueue } from '../../../../services/mirror/queue/task-queue.ts';
import { HeldLeases, StaleWrite } from '../../../../services/mirror/sync/held-leases.ts';
import type { ObjectStore } from '../../../../storage/store.ts';
import { useMirrorScene } from './mirror-scene.ts';

const scene = useMirrorScene();

it('a package whose lease is lost while its metadata is written has it written in doubt, and is done once more', async () => {
  const leases = new HeldLeases({} as TaskQueue, 60_000);
  const cut = new Proxy(scene.bucket.store, {
    get: (store, name: keyof ObjectStore) =>
      name === 'put'
        ? (key: string, body: Uint8Array, options: { signal: AbortSignal }) => {
            if (key !== metadataKey('sample/log', 'tagged')) return store.put(key, body, options);
            leases.abortAll();
            return Promise.reject(options.signal.reason as Error);
          }
        : store[name].bind(store),
  });
  const held = leases.add({ task: 'sample/log', token: 1, attempt: 1 }, performance.now());
  const syncing = scene.packageSyncs([{ id: 'here', store: cut }]).sync('sample/log', scene.runHead(), held);
  await expect(syncing).rejects.toBeInstanceOf(StaleWrite);
});
