import { expect, it } from 'vitest';
import { parseSmaps, readMemory, union } from '../../bench/instance-memory.ts';

const mapping = (place: string, name: string, rss: number, anonymous: number) =>
  `${place} ${name}\nSize: 9999 kB\nRss: ${rss} kB\nPss: 1 kB\nAnonymous: ${anonymous} kB\nVmFlags: rd ex mr mw me\n`;

const PROGRAM = '00400000-00c00000 r-xp 00001000 fe:01 42';
const DATA = '00c00000-00d00000 rw-p 00900000 fe:01 42';
const HEAP = '01000000-02000000 rw-p 00000000 00:00 0';

it('tells the pages of a process itself from those of files, which it may have changed', () => {
  const text = [
    mapping(PROGRAM, '/usr/bin/node', 800, 0),
    mapping(DATA, '/usr/bin/node', 100, 30),
    mapping(HEAP, '[heap]', 500, 500),
    mapping('ffff0000-ffff1000 r-xp 00000000 00:00 0', '[vdso]', 4, 0),
  ].join('');
  const { own, files } = parseSmaps(text);
  expect(own).toBe(534);
  expect([...files.values()]).toEqual([800, 70]);
});

it('counts each part of a file once, by whoever has most of it, and the rest of each process', () => {
  const one = parseSmaps(mapping(PROGRAM, 'node', 800, 0) + mapping(HEAP, '', 500, 500));
  const two = parseSmaps(
    mapping(PROGRAM, 'node', 900, 0) + mapping(DATA, 'node', 50, 0) + mapping(HEAP, '', 300, 300),
  );
  expect(union([one])).toBe(1300);
  expect(union([one, two])).toBe(900 + 50 + 500 + 300);
  expect(union([])).toBe(0);
});

it('reads a process of this machine, and none that has ended', async () => {
  const memory = (await readMemory(process.pid))!;
  const files = [...memory.files.values()].reduce((sum, size) => sum + size, 0);
  const resident = process.memoryUsage.rss() / 1024;
  expect((memory.own + files) / resident).toBeGreaterThan(0.8);
  expect((memory.own + files) / resident).toBeLessThan(1.25);
  expect(await readMemory(2 ** 30)).toBeUndefined();
});
