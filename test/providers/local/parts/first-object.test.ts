import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstObject } from '../../../../providers/local/parts/bucket.ts';
import { partFolder } from '../../../../providers/local/state/layout.ts';

const id = 'local-1/bucket-data';

let stateDir = '';
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'skerry-object-'));
});
afterEach(() => rmSync(stateDir, { recursive: true }));

function write(path: string, within = 'skerry-data'): void {
  const file = join(partFolder(stateDir, id), 'data', within, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
}

describe('data in a bucket', () => {
  test('is an object, told by its key', () => {
    write('internal/=kept');
    expect(firstObject(stateDir, id)).toBe('internal/=kept');
  });

  test('is no upload that was cut, nothing of the server’s own, and no empty directory', () => {
    write('.sgwtmp/multipart/1234/1');
    write('a2ba/32', '.server');
    mkdirSync(join(partFolder(stateDir, id), 'data', 'skerry-data', 'internal'));
    expect(firstObject(stateDir, id)).toBeUndefined();
  });

  test('is none of a part that has no data, or is none', () => {
    expect(firstObject(stateDir, id)).toBeUndefined();
    expect(firstObject(stateDir, 'local-1/redis')).toBeUndefined();
  });
});
