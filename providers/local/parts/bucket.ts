import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { versitygwPath } from '../../../setup/paths.ts';
import type { StoreConfig } from '../../../storage/store-config.ts';
import type { Context, ResourceKind } from '../kind.ts';
import type { BucketInputs, BucketOutputs } from '../resources.ts';
import { bucketKeyFile, partFolder, partId } from '../state/layout.ts';
import { ensureBucketKey } from '../state/secrets.ts';
import { installPart, removePart, updatePart } from './install.ts';
import type { PartDeclaration } from './install.ts';
import { readDeclared } from './read.ts';
import type { FoundPart } from './record.ts';

const BUCKET_PORT = 7070;
/** Any will do, as long as server and clients sign with the same. */
const BUCKET_REGION = 'us-east-1';
/** versitygw's own folder for uploads in progress, inside a bucket. */
const UPLOADS = '.sgwtmp';

/** Within the store; S3's names have at least three characters, ours may have one. */
export const bucketName = (name: string): string => `skerry-${name}`;

/** How instances and the provider reach a bucket. */
export function bucketStore(stateDir: string, region: string, name: string, address: string): StoreConfig {
  return {
    dialect: 's3',
    endpoint: `http://${address}:${BUCKET_PORT}`,
    region: BUCKET_REGION,
    bucket: bucketName(name),
    credentialsFile: bucketKeyFile(stateDir, region, name),
  };
}

function declare({ stateDir }: Context, inputs: BucketInputs): PartDeclaration {
  const versitygw = versitygwPath();
  if (!existsSync(versitygw)) {
    throw new Error(`the object store versitygw is missing (${versitygw}): npm run setup fetches it`);
  }
  const { region, name } = inputs;
  return {
    id: partId.bucket(region, name),
    kind: 'bucket',
    region,
    name,
    network: inputs.network,
    inputs,
    design: async (address) => {
      const key = await ensureBucketKey(stateDir, region, name);
      return {
        folders: ['data'],
        // Read by chpst: credentials belong neither into the run script nor into a command line.
        files: {
          'environment/ROOT_ACCESS_KEY_ID': key.accessKeyId,
          'environment/ROOT_SECRET_ACCESS_KEY': key.secretAccessKey,
        },
        command: {
          argv: [
            ...['chpst', '-e', '../environment'],
            ...[versitygw, '--port', `${address}:${BUCKET_PORT}`, '--region', BUCKET_REGION],
            ...['--keep-alive', '--quiet', '--health', '/healthz', 'posix', '../data'],
          ],
          openFiles: 16_384,
        },
        probe: { type: 'http', url: `http://${address}:${BUCKET_PORT}/healthz` },
        port: BUCKET_PORT,
        ports: [BUCKET_PORT],
      };
    },
  };
}

function completion(stateDir: string, { region, name, access }: BucketInputs) {
  return async (part: FoundPart): Promise<void> => {
    // Loaded here: the S3 client takes longer than the whole provider.
    const { allowPublicRead, denyPublicRead, ensureBucket } = await import('../../../storage/s3/bucket.ts');
    const store = bucketStore(stateDir, region, name, part.address ?? '');
    await ensureBucket(store);
    await (access === 'cdn' ? allowPublicRead : denyPublicRead)(store);
  };
}

const outputs = (inputs: BucketInputs, address: string): BucketOutputs => ({
  ...inputs,
  endpoint: `http://${address}:${BUCKET_PORT}`,
  bucket: bucketName(inputs.name),
});

export const bucket: ResourceKind<BucketInputs, BucketOutputs> = {
  id: ({ region, name }) => partId.bucket(region, name),

  check: () => Promise.resolve([]),

  async create(context, inputs) {
    const { stateDir } = context;
    const declaration = declare(context, inputs);
    const { address = '' } = await installPart(stateDir, declaration, completion(stateDir, inputs));
    return outputs(inputs, address);
  },

  async read({ stateDir }, id) {
    const part = await readDeclared<BucketInputs>(stateDir, id);
    // Without its data folder there is a server, but not the bucket that was declared.
    if (!part || !existsSync(join(dataFolder(stateDir, id), bucketName(part.inputs.name)))) return undefined;
    return { inputs: part.inputs, outputs: outputs(part.inputs, part.address) };
  },

  async update(context, _olds, inputs) {
    const { stateDir } = context;
    const declaration = declare(context, inputs);
    const { address = '' } = await updatePart(
      stateDir,
      declaration,
      () => 'restart',
      completion(stateDir, inputs),
    );
    return outputs(inputs, address);
  },

  async delete({ stateDir }, { region, name, forceDestroy }) {
    const id = partId.bucket(region, name);
    const object = forceDestroy ? undefined : firstObject(stateDir, id);
    if (object !== undefined) {
      throw new Error(
        `bucket ${region}/${name} is not empty (it holds ${object}, at least), and is not deleted: ` +
          'empty it, or set forceDestroy: true for it in the stack file and run `skerry up` before this',
      );
    }
    await removePart(stateDir, id);
  },
};

const dataFolder = (stateDir: string, id: string): string => join(partFolder(stateDir, id), 'data');

/**
 * Some object of a bucket, whether or not its server runs. Empty directories are none, nor are uploads in progress.
 *
 * @param id of any part: one that is no bucket holds none
 */
export function firstObject(stateDir: string, id: string): string | undefined {
  const data = dataFolder(stateDir, id);
  if (!existsSync(data)) return undefined;
  for (const entry of readdirSync(data, { withFileTypes: true })) {
    // versitygw keeps folders of its own beside its bucket.
    if (!entry.isDirectory() || !entry.name.startsWith(bucketName(''))) continue;
    const found = firstFile(join(data, entry.name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstFile(folder: string, below = ''): string | undefined {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (below === '' && entry.name === UPLOADS) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const found = entry.isDirectory() ? firstFile(join(folder, entry.name), path) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}
