import { join } from 'node:path';
import type { Context, ResourceKind } from '../kind.ts';
import { resolveStore } from '../group/resolve-settings.ts';
import type { ReleaseInputs, ReleaseOutputs } from '../resources.ts';
import { partId, splitId } from '../state/layout.ts';
import { ensureSigningKey } from '../state/secrets.ts';
import { probe } from './probe.ts';
import { readRecord, removeFolder, writeRecord } from './record.ts';

async function publishRelease(context: Context, inputs: ReleaseInputs): Promise<ReleaseOutputs> {
  const { stateDir, root } = context;
  // Loaded here: the S3 client takes longer than the whole provider.
  const { createStore } = await import('../../../storage/create-store.ts');
  const { publish } = await import('../../../release/publish.ts');
  const { scan } = await import('../../../release/scan.ts');
  const { privateKey } = await ensureSigningKey(stateDir);
  const store = createStore(await resolveStore(stateDir, inputs.bucket));
  try {
    const folder = join(root, 'dist', 'services');
    const found = (await scan(folder)).root.id;
    if (found !== inputs.root) {
      throw new Error(
        `${folder} holds release ${found}, but ${inputs.root} is planned, which dist/release.json names: ` +
          'a bundle was built by itself; run `npm run setup`, then the update again',
      );
    }
    const published = await publish(store, folder, { channel: inputs.channel, privateKey, now: new Date() });
    const { region } = splitId(inputs.bucket);
    const id = idOf(inputs);
    const outputs = { ...inputs, epoch: published.epoch };
    await writeRecord(stateDir, {
      version: 1,
      id,
      kind: 'release',
      region,
      name: inputs.channel,
      phase: 'ready',
      inputs: outputs,
    });
    return outputs;
  } finally {
    store.close();
  }
}

function idOf({ bucket, channel }: Pick<ReleaseInputs, 'bucket' | 'channel'>): string {
  const { region, name } = splitId(bucket);
  return partId.release(region, name, channel);
}

export const release: ResourceKind<ReleaseInputs, ReleaseOutputs> = {
  id: idOf,

  check({ root }) {
    const bad = root !== undefined && !/^[0-9a-f]{64}$/.test(root);
    const reason = `root is "${root ?? ''}"; it must be 64 hexadecimal digits, as in dist/release.json`;
    return Promise.resolve(bad ? [{ property: 'root', reason }] : []);
  },

  create: publishRelease,

  /** What the bucket itself says: the newest pointer that the stack's key has signed. */
  async read({ stateDir }, id) {
    const record = await readRecord(stateDir, id);
    if (!record) return undefined;
    const recorded = record.inputs as ReleaseOutputs;
    const { epoch: _epoch, ...inputs } = recorded;
    const bucket = splitId(inputs.bucket);
    const holder = await readRecord(stateDir, partId.bucket(bucket.region, bucket.name));
    if (holder?.phase !== 'ready') return undefined;
    // As after a reboot, while the object store is still starting: then the record must do.
    if (holder.probe && (await probe(holder.probe)) !== undefined) return { inputs, outputs: recorded };
    const { createStore } = await import('../../../storage/create-store.ts');
    const { newestPointer } = await import('../../../release/newest.ts');
    const { publicKey } = await ensureSigningKey(stateDir);
    const store = createStore(await resolveStore(stateDir, inputs.bucket));
    try {
      const pointer = await newestPointer(store, inputs.channel, [publicKey]);
      if (!pointer) return undefined;
      const found = { ...inputs, root: pointer.root.id };
      return { inputs: found, outputs: { ...found, epoch: pointer.epoch } };
    } finally {
      store.close();
    }
  },

  update: (context, _olds, news) => publishRelease(context, news),

  /** Leaves the bucket's data alone: it goes with the bucket. */
  delete: ({ stateDir }, outputs) => removeFolder(stateDir, idOf(outputs)),
};
