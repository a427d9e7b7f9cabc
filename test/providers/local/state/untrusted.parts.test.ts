import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readUntrusted } from '../../../../providers/local/state/untrusted.ts';
import { asOrdinaryUser } from '../../../support/ordinary-user.ts';

const uid = process.geteuid?.();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-untrusted-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file that anybody may have written', () => {
  test('is read with its owner and mode', () => {
    writeFileSync(join(folder, 'a'), 'text\n');
    chmodSync(join(folder, 'a'), 0o640);
    expect(readUntrusted(join(folder, 'a'), 5)).toEqual({ kind: 'text', text: 'text\n', uid, mode: 0o640 });
  });

  test('is missing, be it by its folder', () => {
    writeFileSync(join(folder, 'a'), '');
    for (const path of ['b', 'b/c', 'a/b'])
      expect(readUntrusted(join(folder, path), 5)).toEqual({ kind: 'missing' });
  });

  test.each<[string, (path: string) => unknown]>([
    ['is a fifo', (path) => execFileSync('mkfifo', [path])],
    ['is a folder', (path) => mkdirSync(path)],
    ['is a symbolic link', (path) => (writeFileSync(`${path}.b`, ''), symlinkSync(`${path}.b`, path))],
    ['is a symbolic link', (path) => symlinkSync('nowhere', path)],
    ['is a symbolic link', (path) => symlinkSync('/dev/zero', path)],
    ['has more than 100 bytes', (path) => writeFileSync(path, 'x'.repeat(101))],
    // Longer than any machine's memory.
    ['has more than 100 bytes', (path) => (writeFileSync(path, ''), truncateSync(path, 2 ** 40))],
  ])('%s: that is told, at once', (problem, make) => {
    make(join(folder, 'a'));
    expect(readUntrusted(join(folder, 'a'), 100)).toEqual({ kind: 'unreadable', problem, uid });
  });

  test('is a socket: that is told', async () => {
    const server = createServer().listen(join(folder, 'a'));
    await once(server, 'listening');
    expect(readUntrusted(join(folder, 'a'), 5)).toMatchObject({ problem: 'is a socket' });
    server.close();
  });

  test.each(['/dev/zero', '/dev/null'])('is the device %s: that is told', (path) => {
    expect(readUntrusted(path, 5)).toMatchObject({ kind: 'unreadable', problem: 'is a device' });
  });

  test('never ends, and says that it has no bytes: that is told', () => {
    expect(readUntrusted('/proc/self/maps', 5)).toMatchObject({ problem: 'has more than 5 bytes' });
  });

  test('may not be read: that is told', async () => {
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'a'), 'secret', { mode: 0 });
    const found = await asOrdinaryUser(() => Promise.resolve(readUntrusted(join(folder, 'a'), 100)));
    expect(found).toEqual({ kind: 'unreadable', problem: "can't be read (EACCES)", uid });
  });

  test('has a name that no file can have: that is told', () => {
    expect(readUntrusted(`${folder}/a\0b`, 5)).toMatchObject({ kind: 'unreadable' });
    expect(readUntrusted(`${folder}/${'a'.repeat(300)}`, 5)).toMatchObject({ kind: 'unreadable' });
  });
});
