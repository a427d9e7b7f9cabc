import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../release/canonical-json.ts';
import { digestOf } from '../../release/digest.ts';
import { encodeMap, readMap, refOfMap, type DirectoryMap } from '../../release/directory-map.ts';
import { planTree } from '../../release/fetch.ts';
import {
  encodeFooter,
  encodeIndex,
  FOOTER_BYTES,
  indexLength,
  readIndex,
  type PackEntry,
} from '../../release/pack-index.ts';
import { limits } from '../../release/limits.ts';
import { runsOf } from '../../release/pack-reader.ts';
import { packBlobs, type Blob } from '../../release/pack-writer.ts';
import { scan } from '../../release/scan.ts';
import { folderOf, type Files } from '../support/signed-releases.ts';

const id = (digit: string) => digit.repeat(64);

describe('scan', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  const tree = async (files: Files) => {
    const folder = await folderOf(files);
    folders.push(folder);
    return folder;
  };
  const rootOf = async (files: Files) => (await scan(await tree(files))).root.id;

  it('gives the root that the format says, for ever', async () => {
    // Computed by another program from docs/releases.md.
    expect(await rootOf({ 'a.txt': 'a', 'lib/b.sh': 'b' })).toBe(
      'fb5236f98e47fa32553f44d5cadef98fc25c68d69d26ee5d8eefe1663e091157',
    );
  });

  it('depends on names, bytes and executable bits, and on nothing else', async () => {
    const base = { 'a.txt': 'a', 'lib/b.txt': 'b' };
    const root = await rootOf(base);
    expect(await rootOf({ 'lib/b.txt': 'b', 'a.txt': 'a' })).toBe(root);
    expect(await rootOf({ ...base, 'a.txt': 'b' })).not.toBe(root);
    expect(await rootOf({ 'b.txt': 'a', 'lib/b.txt': 'b' })).not.toBe(root);
    const folder = await tree(base);
    await mkdir(join(folder, 'empty'));
    expect((await scan(folder)).root.id).not.toBe(root);
    await rm(join(folder, 'empty'), { recursive: true });
    await chmod(join(folder, 'a.txt'), 0o600);
    expect((await scan(folder)).root.id).toBe(root);
    await chmod(join(folder, 'a.txt'), 0o700);
    expect((await scan(folder)).root.id).not.toBe(root);
  });

  it('lists children before their parents, and files in order', async () => {
    const found = await scan(await tree({ 'b/c/d.txt': '1', 'a.txt': '22', 'b-.txt': '333' }));
    expect(found.maps.map(({ path }) => path)).toEqual(['b/c', 'b', '']);
    expect(found.files.map(({ path, length }) => [path, length])).toEqual([
      ['a.txt', 2],
      ['b/c/d.txt', 1],
      ['b-.txt', 3],
    ]);
    expect(found.bytes).toBe(6);
  });

  it('refuses symbolic links', async () => {
    const folder = await tree({ 'a.txt': 'a' });
    await symlink('/etc/passwd', join(folder, 'link'));
    await expect(scan(folder)).rejects.toThrow('link is neither a file nor a folder');
    await writeFile(join(folder, 'b'), 'b');
  });
});

describe('digests', () => {
  it('keep files, maps and packs of the same bytes apart', () => {
    const bytes = Buffer.from('x');
    expect(new Set([digestOf('file', bytes), digestOf('map', bytes), digestOf('pack', bytes)]).size).toBe(3);
  });
});

describe('a directory map', () => {
  const map: DirectoryMap = [
    { kind: 'file', name: 'a', id: id('1'), length: 3, executable: false },
    { kind: 'map', name: 'b', id: id('2'), length: 4 },
  ];

  it('reads back as it was written', () => {
    const bytes = encodeMap(map);
    expect(readMap(bytes, refOfMap(bytes), '')).toEqual(map);
  });

  it.each<[string, unknown[], RegExp]>([
    ['names out of order', [map[1], map[0]], /"a" is out of order/],
    ['a name twice', [map[0], map[0]], /"a" is out of order/],
    ['a way out', [{ ...map[0], name: '..' }], /"\.\." can't be the name of a file/],
    ['a path as a name', [{ ...map[0], name: 'a/b' }], /can't be the name/],
    ['an over-long name', [{ ...map[0], name: 'ü'.repeat(128) }], /can't be the name/],
    ['an unknown kind', [{ ...map[0], kind: 'link' }], /neither a file nor a map/],
    ['an unknown member', [{ ...map[0], owner: 1 }], /unknown member "owner"/],
    ['a huge file', [{ ...map[0], length: 2 ** 40 }], /at most/],
  ])('with %s is refused', (_, entries, message) => {
    const bytes = Buffer.from(canonicalJson({ format: 1, entries: entries as Json }));
    expect(() => readMap(bytes, refOfMap(bytes), '')).toThrow(message);
  });

  it('that is not the one asked for is refused', () => {
    const bytes = encodeMap(map);
    expect(() => readMap(bytes, { ...refOfMap(bytes), length: 1 }, 'lib')).toThrow(
      /map of lib: the bytes don't match/,
    );
    expect(() => readMap(bytes, { ...refOfMap(bytes), id: id('0') }, '')).toThrow(/map of the root/);
  });
});

describe('planTree', () => {
  it('walks from the root, and refuses a tree larger than its pointer says', () => {
    const leaf = encodeMap([{ kind: 'file', name: 'f', id: id('1'), length: 5, executable: true }]);
    const root = encodeMap([
      { kind: 'map', name: 'x', ...refOfMap(leaf) },
      { kind: 'map', name: 'y', ...refOfMap(leaf) },
    ]);
    const maps = new Map([leaf, root].map((bytes) => [refOfMap(bytes).id, bytes]));
    const pointer = { root: refOfMap(root), files: 2, bytes: 10 };
    const plan = planTree(pointer, maps);
    expect(plan.folders).toEqual(['x', 'y']);
    expect(plan.files.map(({ path }) => path)).toEqual(['x/f', 'y/f']);
    expect(() => planTree({ ...pointer, files: 1 }, maps)).toThrow(/larger than its pointer says/);
    expect(() => planTree({ ...pointer, bytes: 9 }, maps)).toThrow(/larger than its pointer says/);
    maps.delete(refOfMap(leaf).id);
    expect(() => planTree(pointer, maps)).toThrow(/no pack holds map .* of x/);
  });
});

describe('packs', () => {
  const blob = (text: string): Blob => {
    const bytes = Buffer.from(text);
    const ref = { id: digestOf('file', bytes), length: bytes.byteLength };
    return { ...ref, kind: 'file', path: text.slice(0, 5), load: () => Promise.resolve(bytes) };
  };
  const packsOf = async (blobs: Blob[], most?: Parameters<typeof packBlobs>[1]) => {
    const packs = [];
    for await (const pack of packBlobs(blobs, most)) packs.push(pack);
    return packs;
  };

  it('hold each blob once, are closed at their size or number of blobs, and named by their index', async () => {
    const blobs = ['one', 'two', 'one', 'three', 'four'].map(blob);
    const packs = await packsOf(blobs, { bytes: 6 });
    expect(packs).toHaveLength(2);
    for (const { ref, bytes } of packs) {
      const end = bytes.byteLength - FOOTER_BYTES;
      const index = bytes.subarray(end - indexLength(bytes, bytes.byteLength, 'it'), end);
      expect(ref).toEqual({ id: digestOf('pack', index), length: bytes.byteLength });
    }
    expect(await packsOf(blobs, { bytes: 6 })).toEqual(packs);
    expect(await packsOf(blobs, { blobs: 3 })).toHaveLength(2);
    expect(await packsOf([])).toEqual([]);
  });

  it('compress what shrinks and leave the rest as it is', async () => {
    const [pack] = await packsOf([blob('a'.repeat(1000)), blob('xy')]);
    const length = indexLength(pack!.bytes, pack!.bytes.byteLength, 'it');
    const end = pack!.bytes.byteLength - 16 - length;
    const entries = readIndex(pack!.bytes.subarray(end, -16), end, 'it');
    expect(entries.map(({ encoding, length: plain }) => [encoding, plain])).toEqual([
      ['zstd', 1000],
      ['raw', 2],
    ]);
  });

  it('refuse a file that changed since it was scanned', async () => {
    const changed = { ...blob('before'), load: () => Promise.resolve(Buffer.from('after!')) };
    await expect(packsOf([changed])).rejects.toThrow(/changed while it was published/);
  });

  const entry: PackEntry = { kind: 'file', id: id('1'), length: 10, offset: 0, stored: 10, encoding: 'raw' };

  it.each<[string, unknown[], RegExp]>([
    ['a blob beyond the end', [{ ...entry, stored: 101 }], /lies outside its place/],
    ['overlapping blobs', [entry, { ...entry, offset: 9 }], /lies outside its place/],
    ['an unknown encoding', [{ ...entry, encoding: 'lzma' }], /unknown encoding "lzma"; known: raw, zstd/],
    ['an unknown kind', [{ ...entry, kind: 'x' }], /unknown kind "x"/],
    ['a huge map', [{ ...entry, kind: 'map', length: limits.mapBytes + 1 }], /at most 16777216 is allowed/],
    ['too many blobs', Array<PackEntry>(limits.packBlobs + 1).fill(entry), /at most 16384 are allowed/],
  ])('with %s in the index are refused', (_, entries, message) => {
    expect(() => readIndex(encodeIndex(entries as PackEntry[]), 100, 'it')).toThrow(message);
  });

  it('of the most blobs and the longest numbers have an index within its limit', () => {
    const longest = {
      ...entry,
      encoding: 'zstd',
      length: limits.fileBytes,
      stored: limits.fileBytes,
    } as const;
    const bytes = encodeIndex([{ ...longest, offset: 2 * limits.fileBytes }]).byteLength;
    expect(bytes * limits.packBlobs).toBeLessThanOrEqual(limits.indexBytes);
  });

  it('without their footer are refused', () => {
    const index = encodeIndex([entry]);
    const tail = Buffer.concat([index, encodeFooter(index)]);
    expect(() => indexLength(tail.subarray(0, -1), 1000, 'it')).toThrow(/doesn't end as a pack does/);
    expect(() => indexLength(Buffer.alloc(3), 3, 'it')).toThrow(/doesn't end as a pack does/);
    expect(() => indexLength(tail, 20, 'it')).toThrow(/claims an index of/);
    const long = encodeFooter(Buffer.alloc(limits.indexBytes + 1));
    expect(() => indexLength(long, 2 ** 40, 'it')).toThrow(/claims an index of 4194305 bytes/);
  });

  it('are read in as few requests as make sense', () => {
    const at = (offset: number, stored: number): PackEntry => ({ ...entry, offset, stored });
    const far = 10_000_000;
    const runs = runsOf([at(0, 10), at(10, 0), at(500, 10), at(far, 5)]);
    expect(runs.map(({ range, entries }) => [range.first, range.last, entries.length])).toEqual([
      [0, 509, 3],
      [far, far + 4, 1],
    ]);
    expect(runsOf([])).toEqual([]);
  });
});
