import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livingHolder, withLock } from '../../../setup/early/lock.mjs';
import { processStart } from '../../../setup/early/process.mjs';

describe('livingHolder', () => {
  const starts: Record<number, string> = { 10: 'boot:100', 11: 'boot:110' };
  const startOf = (pid: number) => starts[pid];
  const lock = (...holders: { pid: number; start: string }[]) => JSON.stringify({ holders });

  it.each([
    ['lives', lock({ pid: 10, start: 'boot:100' }), 10],
    ['has ended', lock({ pid: 99, start: 'boot:100' }), undefined],
    ['has given its pid to another process', lock({ pid: 10, start: 'boot:50' }), undefined],
    ['is of an earlier boot', lock({ pid: 10, start: 'earlier:100' }), undefined],
    ['has left a child at work', lock({ pid: 99, start: 'x' }, { pid: 11, start: 'boot:110' }), 11],
    ['is nobody, in a file of another form', '{}', undefined],
    ['is nobody, in a file cut short', '{"holders":[{"pi', undefined],
  ])('the holder %s', (_, text, expected) => {
    expect(livingHolder(text, startOf)).toBe(expected);
  });
});

describe('withLock', () => {
  let folder: string;
  let path: string;
  const neverWaits = () => expect.fail('there was nobody to wait for');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-lock-'));
    path = join(folder, 'deep', 'x.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('names its holder while it works, and leaves nothing', async () => {
    const result = await withLock(path, async () => readFileSync(path, 'utf8'), neverWaits);
    expect(JSON.parse(result)).toEqual({ holders: [{ pid: process.pid, start: processStart(process.pid) }] });
    expect(readdirSync(join(folder, 'deep'))).toEqual([]);
  });

  it('is released after a failure', async () => {
    await expect(withLock(path, () => Promise.reject(new Error('broken')), neverWaits)).rejects.toThrow(
      'broken',
    );
    await expect(withLock(path, async () => 'again', neverWaits)).resolves.toBe('again');
  });

  it('takes over from a dead holder', async () => {
    await withLock(path, async () => undefined, neverWaits);
    writeFileSync(path, JSON.stringify({ holders: [{ pid: process.pid, start: 'another life' }] }));
    await expect(withLock(path, async () => 'mine', neverWaits)).resolves.toBe('mine');
  });

  it('lets one work at a time', async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (working += 1));
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(path, work, () => undefined)));
    expect(most).toBe(1);
  });
});
