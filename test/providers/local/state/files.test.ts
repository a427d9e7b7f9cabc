import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readIfExists, writeAtomic, writeIfChanged } from '../../../../providers/local/state/files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file', () => {
  test('is replaced as a whole, private by default, without leftovers', async () => {
    const path = join(folder, 'a');
    writeFileSync(path, 'old', { mode: 0o644 });
    await writeAtomic(path, 'new');
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o600]);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  test('is left as it was when it can not be replaced', async () => {
    await expect(writeAtomic(join(folder, 'none', 'a'), 'new')).rejects.toThrow('ENOENT');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is written only when it differs, with the folders above it', async () => {
    const path = join(folder, 'b', 'c');
    expect(await writeIfChanged(path, 'x')).toBe(true);
    expect(await writeIfChanged(path, 'x')).toBe(false);
    expect(statSync(join(folder, 'b')).mode & 0o777).toBe(0o700);
  });

  test('that is not there reads as undefined', async () => {
    expect(await readIfExists(join(folder, 'none'))).toBeUndefined();
    await expect(readIfExists(folder)).rejects.toThrow('EISDIR');
  });
});
