import type { ReadableStore } from '../storage/store.ts';
import { FormatError, MissingError, RollbackError, SignatureError } from './errors.ts';
import { epochOfKey, pointerKey, pointerPrefix } from './layout.ts';
import { limits } from './limits.ts';
import { readPointer, type Pointer } from './pointer.ts';
import { readBounded } from './read-bounded.ts';

/** The newest pointer that an instance has verified, kept over restarts. */
export interface Seen {
  epoch: number;
  root: string;
}

/** What lies in the place of a pointer and isn't one that a trusted key has put there. It never counts. */
export interface Junk {
  epoch: number;
  reason: string;
}

export interface Newest {
  /** Absent where there is none yet. */
  pointer?: Pointer;
  /** Above the pointer, the highest first. */
  junk: Junk[];
}

/**
 * The newest pointer of a channel that a trusted key has signed, with what lies above it. Costs one listing of the epochs
 * from the one last seen on, and one read for the pointer and for each piece of junk. Throws where a trusted key has
 * signed something that this program can't read, or that is older than what was seen.
 */
export async function findNewest(
  store: ReadableStore,
  channel: string,
  publicKeys: readonly string[],
  seen?: Seen,
): Promise<Newest> {
  const epochs = await newestEpochs(store, channel, seen ? seen.epoch - 1 : 0);
  const junk: Junk[] = [];
  for (const epoch of epochs.toReversed()) {
    try {
      const expected = { channel, epoch, publicKeys, ...(seen ? { seen } : {}) };
      return { pointer: readPointer(await read(store, channel, epoch), expected), junk };
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error;
      junk.push({ epoch, reason: error.message });
    }
  }
  if (epochs.length === limits.pointersTried) {
    throw new FormatError(
      `the ${epochs.length} newest objects in the place of pointers of ${channel} don't count; delete them: ` +
        describeJunk(junk),
    );
  }
  if (seen) {
    throw new RollbackError(
      `the bucket's newest pointer of ${channel} is older than epoch ${seen.epoch}, seen before` +
        (junk.length > 0 ? `; ${describeJunk(junk)}` : ''),
    );
  }
  return { junk };
}

/** As `findNewest`, of which it is the pointer; `undefined` where there is none yet. */
export async function newestPointer(...args: Parameters<typeof findNewest>): Promise<Pointer | undefined> {
  return (await findNewest(...args)).pointer;
}

/** The first free epoch above the newest pointer: junk keeps its place, and stops nobody. */
export function nextEpoch({ pointer, junk }: Newest): number {
  const taken = new Set(junk.map(({ epoch }) => epoch));
  let epoch = (pointer?.epoch ?? 0) + 1;
  while (taken.has(epoch)) epoch++;
  return epoch;
}

/** For people; the list must not be empty. */
export function describeJunk(junk: readonly Junk[]): string {
  const more = junk.length > 1 ? `, and ${junk.length - 1} more` : '';
  return `ignored: ${junk[0]?.reason ?? ''}${more}`;
}

/** Rising; of the newest ones only. */
async function newestEpochs(store: ReadableStore, channel: string, after: number): Promise<number[]> {
  const epochs: number[] = [];
  for await (const { key } of store.list(pointerPrefix(channel), { after: pointerKey(channel, after) })) {
    const epoch = epochOfKey(key);
    if (epoch !== undefined && epochs.push(epoch) > limits.pointersTried) epochs.shift();
  }
  return epochs;
}

async function read(store: ReadableStore, channel: string, epoch: number): Promise<Buffer> {
  const what = `pointer ${channel}/${epoch}`;
  try {
    const bytes = await readBounded(store, pointerKey(channel, epoch), limits.pointerBytes, what);
    if (bytes) return bytes;
  } catch (error) {
    if (error instanceof FormatError) throw new SignatureError(error.message, { cause: error });
    throw error;
  }
  throw new MissingError(`${what} has gone from the bucket`);
}
