import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipDefect } from '../../../../services/mirror/zip/defect.ts';
import { MAX_ENTRIES } from '../../../../services/mirror/zip/entry-table.ts';
import { ZipStructureCheck } from '../../../../services/mirror/zip/structure-check.ts';
import { noise } from '../../../../services/sample-upstream/random.ts';
import { zip, type ZipFile } from '../../../../services/sample-upstream/zip.ts';

const modified = new Date('2026-01-02T03:04:06Z');

function check(body: Uint8Array, chunk = body.length || 1): void {
  const structure = new ZipStructureCheck();
  for (let at = 0; at < body.length; at += chunk) structure.push(body.subarray(at, at + chunk));
  structure.end();
}

function defect(action: () => void): ZipDefect {
  try {
    action();
  } catch (error) {
    if (error instanceof ZipDefect) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const text = (path: string, length = 50): ZipFile => ({ path, data: Buffer.from('sample '.repeat(length)) });
const stored = (path: string, data: Uint8Array): ZipFile => ({ path, data, method: 'store' });
const ordinary = zip(
  [text('a/', 0), text('a/b.txt'), stored('a/noise', noise(1, 3000)), text('a/empty', 0)],
  {
    modified,
    comment: 'a89bc96a7cf3d7b59e725afe57ccb95eb03cf6ce',
  },
);
const streamed = zip([text('b.txt'), stored('inner.zip', ordinary), text('c', 0)], {
  modified,
  dataDescriptors: true,
});

describe('a whole zip archive passes', () => {
  it.each([
    ['of folders, packed, stored and empty files, with a comment', ordinary],
    ['with data descriptors, around another archive', streamed],
  ])('%s', (_, body) => {
    for (const chunk of [1, 2, 7, 100, body.length]) check(body, chunk);
  });

  it('whatever its files, and however it is cut into chunks', () => {
    const files = fc.uniqueArray(
      fc.record({
        path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,2}$/),
        data: fc.uint8Array({ maxLength: 400 }),
        method: fc.constantFrom('store' as const, 'deflate' as const),
      }),
      { minLength: 1, maxLength: 12, selector: ({ path }) => path },
    );
    fc.assert(
      fc.property(files, fc.boolean(), fc.integer({ min: 1, max: 700 }), (some, dataDescriptors, chunk) => {
        check(zip(some, { modified, dataDescriptors }), chunk);
      }),
    );
  });

  it('with descriptors that have no signature of their own', () => {
    const signature = Buffer.from([0x50, 0x4b, 0x07, 0x08]);
    const one = zip([text('only', 400)], { modified, dataDescriptors: true });
    const at = one.indexOf(signature);
    const bare = Buffer.concat([one.subarray(0, at), one.subarray(at + 4)]);
    bare.writeUInt32LE(bare.readUInt32LE(bare.length - 6) - 4, bare.length - 6);
    for (const chunk of [1, 5, bare.length]) check(bare, chunk);
  });
});

describe('an archive with a zip64 end record', () => {
  const end = ordinary.length - 40 - 22;
  const wide = (entries: number, size: number, offset: number, recordAt = end) => {
    const record = Buffer.alloc(56 + 20);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    [entries, entries, size, offset].forEach((value, index) =>
      record.writeBigUInt64LE(BigInt(value), 24 + 8 * index),
    );
    record.writeUInt32LE(0x07064b50, 56);
    record.writeBigUInt64LE(BigInt(recordAt), 64);
    const deferred = Buffer.from(ordinary.subarray(end));
    deferred.fill(0xff, 8, 20);
    return Buffer.concat([ordinary.subarray(0, end), record, deferred]);
  };
  const entries = ordinary.readUInt16LE(end + 10);
  const size = ordinary.readUInt32LE(end + 12);
  const offset = ordinary.readUInt32LE(end + 16);

  it('passes, and is held against what was seen', () => {
    for (const chunk of [1, 9, 5000]) check(wide(entries, size, offset), chunk);
    expect(() => check(wide(entries + 1, size, offset))).toThrow(/entries are missing/);
    expect(() => check(wide(entries, size, offset + 1))).toThrow(/elsewhere/);
    expect(() => check(wide(entries, size, offset, end + 1))).toThrow(/zip64 locator/);
  });

  it('must not claim a record too big to hold', () => {
    const huge = wide(entries, size, offset);
    huge.writeBigUInt64LE(2n ** 40n, end + 4);
    expect(() => check(huge)).toThrow(/claims/);
  });
});

describe('what real tools write passes', () => {
  let folder: string;
  const run = (command: string, args: string[], input?: string) =>
    execFileSync(command, args, { cwd: folder, ...(input === undefined ? {} : { input }), maxBuffer: 1e8 });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-zip-'));
    writeFileSync(join(folder, 'text.php'), '<?php\n'.repeat(2000));
    writeFileSync(join(folder, 'noise.bin'), noise(7, 200_000));
    writeFileSync(join(folder, 'empty'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('git archive', () => {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
    run('git', ['init', '-q', '.']);
    run('git', ['add', 'text.php', 'noise.bin', 'empty']);
    run('git', [...identity, 'commit', '-q', '-m', 'files']);
    check(run('git', ['archive', '--format=zip', '--prefix=pkg/', 'HEAD']), 1000);
    const big = run('git', ['-c', 'core.bigFileThreshold=1k', 'archive', '--format=zip', 'HEAD']);
    check(big, 1000);
    check(big, 13);
  });

  it.skipIf(spawnSync('zip', ['-v']).error)('zip, into a file and into a pipe', () => {
    run('zip', ['-q', 'plain.zip', 'text.php', 'noise.bin', 'empty']);
    check(readFileSync(join(folder, 'plain.zip')), 999);
    check(run('zip', ['-q', '-', 'text.php', 'noise.bin', 'empty']), 999);
    check(run('zip', ['-q', '-', '-'], 'from a pipe, so of unknown size'), 3);
  });
});

describe('anything else is refused', () => {
  it.each([
    ['an empty body', Buffer.alloc(0), /empty/],
    ['HTML', Buffer.from('<!DOCTYPE html><title>Sorry</title>'), /HTML.*not a zip/],
    ['a very short body', Buffer.from('no'), /not a zip/],
    ['an archive without entries', zip([], { modified }), /no entries/],
    ['bytes behind the end', Buffer.concat([ordinary, Buffer.from('\n')]), /bytes follow/],
    ['bytes before the beginning', Buffer.concat([Buffer.from('#!/bin/sh\n'), ordinary]), /not a zip/],
    ['a tar archive', Buffer.alloc(1024), /not a zip/],
  ])('%s', (_, body, reason) => {
    for (const chunk of [1, 3, body.length || 1]) expect(() => check(body, chunk)).toThrow(reason);
  });

  it('with what it holds told apart from what is wrong, which everyone sees', () => {
    const html = Buffer.from('<!DOCTYPE html><title>secret of an internal service</title>');
    const error = defect(() => check(html));
    expect(error.message).not.toContain('DOCTYPE');
    expect(error.detail).toContain('<!DOCTYPE html>');
    const renamed = Buffer.from(ordinary);
    renamed.write('SECRET', ordinary.lastIndexOf('a/b.txt'));
    expect(defect(() => check(renamed)).message).not.toContain('SECRET');
  });

  it('with more entries than the table may hold', { timeout: 30_000 }, () => {
    const name = Buffer.from('x');
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(name.length, 26);
    const thousand = Buffer.concat(Array<Buffer>(1000).fill(Buffer.concat([header, name]).subarray(0, 31)));
    const structure = new ZipStructureCheck();
    for (let count = 0; count < MAX_ENTRIES; count += 1000) structure.push(thousand);
    expect(defect(() => structure.push(thousand)).message).toMatch(/more than 200000 entries/);
  });

  it('with a directory larger than anyone should read', { timeout: 30_000 }, () => {
    const files = Array.from({ length: 1200 }, (_, index) => stored(`f${index}`, Buffer.alloc(0)));
    const body = zip(files, { modified });
    const start = body.readUInt32LE(body.length - 6);
    const comment = Buffer.alloc(60_000);
    const structure = new ZipStructureCheck();
    structure.push(body.subarray(0, start));
    let at = start;
    expect(
      defect(() => {
        while (body.readUInt32LE(at) === 0x02014b50) {
          const record = Buffer.from(body.subarray(at, at + 46 + body.readUInt16LE(at + 28)));
          at += record.length;
          record.writeUInt16LE(comment.length, 32);
          structure.push(record);
          structure.push(comment);
        }
      }).message,
    ).toMatch(/directory is larger than/);
  });

  it('is cut anywhere', () => {
    for (const whole of [ordinary, streamed]) {
      for (let length = 0; length < whole.length; length++) {
        expect(() => check(whole.subarray(0, length), 512), `${length} bytes`).toThrow(ZipDefect);
      }
    }
  });

  it('lacks bytes in the middle', () => {
    fc.assert(
      fc.property(fc.nat(ordinary.length - 100), fc.integer({ min: 1, max: 90 }), (from, gap) => {
        const cut = Buffer.concat([ordinary.subarray(0, from), ordinary.subarray(from + gap)]);
        expect(() => check(cut, 512)).toThrow(ZipDefect);
      }),
    );
  });

  it('has an entry that the directory leaves out, names twice or describes otherwise', () => {
    const directory = ordinary.readUInt32LE(ordinary.length - 40 - 6);
    const last = ordinary.lastIndexOf(Buffer.from('PK\x01\x02'));
    const changed = (at: number, value: number) => {
      const copy = Buffer.from(ordinary);
      copy.writeUInt16LE(value, at);
      return copy;
    };
    const end = ordinary.length - 40 - 22;
    const without = Buffer.concat([ordinary.subarray(0, last), ordinary.subarray(end)]);
    expect(() => check(without)).toThrow(/entries are missing/);
    expect(() => check(changed(directory + 16, 0xeeee))).toThrow(/differ/);
    expect(() => check(changed(last + 42, 0))).toThrow(/differ/);
    expect(() => check(changed(last + 42, 5))).toThrow(/no entry begins/);
    expect(() => check(changed(end + 10, 9))).toThrow(/entries are missing/);
    expect(() => check(changed(end + 16, ordinary.readUInt16LE(end + 16) ^ 1))).toThrow(/elsewhere/);
  });
});
