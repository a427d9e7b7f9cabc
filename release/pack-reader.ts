import { promisify } from 'node:util';
import { constants, zstdDecompress } from 'node:zlib';
import type { ByteRange, ReadableStore } from '../storage/store.ts';
import { ByteReader } from './byte-reader.ts';
import { CutReads, untilUncut } from './cut-reads.ts';
import { digestOf } from './digest.ts';
import type { BlobRef } from './directory-map.ts';
import { DigestError, FormatError, MissingError } from './errors.ts';
import { packKey } from './layout.ts';
import { limits } from './limits.ts';
import { FOOTER_BYTES, indexLength, readIndex, type PackEntry } from './pack-index.ts';

/** Read at first from the end of a pack; holds the index of some hundred blobs. */
const TAIL_BYTES = 64 * 1024;
/** Unwanted bytes between two wanted blobs that cost less than a further request. */
const GAP_BYTES = 64 * 1024;

/** The least that zlib takes for a piece of output. */
const LEAST_OUTPUT = 64;

const decompress = promisify(zstdDecompress);

/**
 * What a pack holds, in the order of offsets. The pack's id is the digest of just these bytes: they are read into memory
 * within their limit, and parsed only once they are known to be what the pointer's signer wrote.
 */
export async function fetchIndex(store: ReadableStore, ref: BlobRef): Promise<PackEntry[]> {
  const what = `pack ${ref.id}`;
  await checkLength(store, ref, what);
  let tail = await readRange(store, ref, {
    first: Math.max(0, ref.length - TAIL_BYTES),
    last: ref.length - 1,
  });
  const length = indexLength(tail, ref.length, what);
  const begin = ref.length - FOOTER_BYTES - length;
  if (length + FOOTER_BYTES > tail.byteLength) {
    tail = await readRange(store, ref, { first: begin, last: ref.length - 1 });
  }
  const index = tail.subarray(tail.byteLength - FOOTER_BYTES - length, tail.byteLength - FOOTER_BYTES);
  if (digestOf('pack', index) !== ref.id) throw new DigestError(`${what}: its index doesn't match its name`);
  return readIndex(index, begin, what);
}

/** The wanted blobs of a pack, verified, in the order of offsets. One blob is in memory at a time. */
export async function* fetchBlobs(
  store: ReadableStore,
  ref: BlobRef,
  wanted: readonly PackEntry[],
): AsyncGenerator<{ entry: PackEntry; bytes: Buffer }> {
  for (const { range, entries } of runsOf(wanted)) {
    const cuts = new CutReads();
    // A cut connection costs what it was bringing, not what had come before.
    for (let next = 0; next < entries.length;) {
      let at = entries[next]?.offset ?? range.first;
      const reader = new ByteReader(await openRange(store, ref, { ...range, first: at }));
      try {
        for (const entry of entries.slice(next)) {
          await reader.take(entry.offset - at);
          const stored = await reader.take(entry.stored);
          at = entry.offset + entry.stored;
          const bytes = await restore(entry, stored, ref);
          next++;
          cuts.progress();
          yield { entry, bytes };
        }
      } catch (error) {
        await cuts.pauseAfter(error);
      } finally {
        await reader.close();
      }
    }
  }
}

/** Throws unless the bucket holds the whole pack: its index, and every blob as its digest says. */
export async function verifyPack(store: ReadableStore, ref: BlobRef): Promise<void> {
  const blobs = fetchBlobs(store, ref, await fetchIndex(store, ref));
  while ((await blobs.next()).done !== true);
}

/** Neighbours that are worth one request. Entries of no bytes ride along. */
export function runsOf(wanted: readonly PackEntry[]): { range: Required<ByteRange>; entries: PackEntry[] }[] {
  const runs: { range: Required<ByteRange>; entries: PackEntry[] }[] = [];
  for (const entry of wanted) {
    const run = runs.at(-1);
    const last = Math.max(entry.offset, entry.offset + entry.stored - 1);
    if (run && entry.offset - run.range.last <= GAP_BYTES) {
      run.entries.push(entry);
      run.range.last = Math.max(run.range.last, last);
    } else {
      runs.push({ range: { first: entry.offset, last }, entries: [entry] });
    }
  }
  return runs;
}

async function restore(entry: PackEntry, stored: Buffer, pack: BlobRef): Promise<Buffer> {
  const what = `${entry.kind} ${entry.id} of pack ${pack.id}`;
  let bytes = stored;
  if (entry.encoding === 'zstd') {
    try {
      // One piece of output of just the right size: many small ones would be held twice, and leave the heap in shreds.
      const room = Math.max(LEAST_OUTPUT, entry.length);
      const params = { [constants.ZSTD_d_windowLogMax]: limits.zstdWindowLog };
      bytes = await decompress(stored, { maxOutputLength: room, chunkSize: room, params });
    } catch (error) {
      throw new DigestError(`${what} can't be decompressed: ${(error as Error).message}`, { cause: error });
    }
  }
  if (bytes.byteLength !== entry.length || digestOf(entry.kind, bytes) !== entry.id) {
    throw new DigestError(`${what}: the bytes don't match the digest`);
  }
  return bytes;
}

function readRange(store: ReadableStore, ref: BlobRef, range: Required<ByteRange>): Promise<Buffer> {
  return untilUncut(async () => {
    const reader = new ByteReader(await openRange(store, ref, range));
    try {
      return await reader.take(range.last - range.first + 1);
    } finally {
      await reader.close();
    }
  });
}

/** Asked for first: a range beyond the end of a cut pack would be an error without this reason. */
async function checkLength(store: ReadableStore, ref: BlobRef, what: string): Promise<void> {
  if (ref.length < FOOTER_BYTES) throw new FormatError(`${what} can't have ${ref.length} bytes`);
  const info = await store.head(packKey(ref.id));
  if (!info) throw new MissingError(`${what} is not in the bucket`);
  if (info.size !== ref.length) {
    throw new DigestError(`${what} has ${info.size} bytes; its pointer says ${ref.length}`);
  }
}

async function openRange(
  store: ReadableStore,
  ref: BlobRef,
  range: ByteRange,
): Promise<AsyncIterable<Uint8Array>> {
  const stream = await store.stream(packKey(ref.id), range);
  if (!stream) throw new MissingError(`pack ${ref.id} has gone from the bucket`);
  return stream.body;
}
