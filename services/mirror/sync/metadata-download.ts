import { distsOf, type Dist } from '../composer/dists.ts';
import { MetadataError } from '../composer/json.ts';
import { parseMetadata } from '../composer/metadata.ts';
import type { PackageFilter } from '../composer/package-filter.ts';
import type { ByteBudget } from '../fetch/byte-budget.ts';
import { FetchFailure } from '../fetch/failure.ts';
import type { MetadataFile, Upstream, Validators } from '../fetch/upstream.ts';

/**
 * What every worker may hold without asking: nearly all p2 files are smaller, minified as they are, and have fewer
 * versions (each costs some 500 bytes besides the body).
 */
const SMALL_BYTES = 1024 * 1024;
const SMALL_VERSIONS = 2000;

/** A p2 file, and the dists that it names. */
export interface ReadMetadata {
  file: MetadataFile;
  dists: Map<string, Dist>;
}

export interface DownloadContext {
  upstream: Upstream;
  filter: PackageFilter;
  signal: AbortSignal;
  memory: LargeShare;
}

/**
 * The right of one package to hold large metadata until it is done, for both of its files at once: two packages that
 * each waited for a second share would wait for each other. Dists have a budget of their own for the same reason.
 */
export class LargeShare {
  readonly #budget: ByteBudget;
  readonly #bytes: number;
  #held: Promise<() => void> | undefined;

  constructor(budget: ByteBudget, bytes: number) {
    this.#budget = budget;
    this.#bytes = bytes;
  }

  async take(): Promise<void> {
    this.#held ??= this.#budget.acquire(this.#bytes);
    await this.#held;
  }

  async giveBack(): Promise<void> {
    (await this.#held)?.();
  }
}

/**
 * A package's p2 file, read. One that turns out to be large is let go of and fetched once more when it is its turn:
 * to wait with it in hand would hold a connection and the memory.
 *
 * @throws FetchFailure also where the file isn't what a client could use
 */
export async function downloadMetadata(
  packageName: string,
  url: string,
  known: Validators,
  context: DownloadContext,
): Promise<ReadMetadata | 'unchanged'> {
  const { upstream, filter, signal, memory } = context;
  const attempt = async (limits: { bytes?: number; versions: number }) => {
    const file = await upstream.metadata(url, known, signal, limits.bytes);
    if (file === 'unchanged') return file;
    const versions = read(file.body, packageName, url);
    if (versions.length > limits.versions) return undefined;
    const isPlain = new URL(url).protocol === 'http:';
    return { file, dists: distsOf(packageName, versions, filter, { isPlain }) };
  };
  try {
    const small = await attempt({ bytes: SMALL_BYTES, versions: SMALL_VERSIONS });
    if (small) return small;
  } catch (error) {
    if (!(error instanceof FetchFailure && error.kind === 'too-large')) throw error;
  }
  await memory.take();
  return (await attempt({ versions: Infinity }))!;
}

function read(body: Uint8Array, packageName: string, url: string) {
  try {
    return parseMetadata(body, packageName);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    const { kind, message, detail } = error;
    throw new FetchFailure(kind, url, message, { cause: error, ...(detail === undefined ? {} : { detail }) });
  }
}
