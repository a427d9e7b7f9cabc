import { describe, expect, test } from 'vitest';
import { isWithin, parseStat, readProcess } from '../../../../providers/local/process/procfs.ts';

const rest = (state: string, terminal: number): string =>
  `${state} 1 77 77 ${terminal} -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 1 1`;

describe('a line of /proc/<pid>/stat', () => {
  test.each(['redis-server', 'a b', 'x) S 1 (y', '((', ')'])(
    'is read whatever the command: %s',
    (command) => {
      expect(parseStat(`4711 (${command}) ${rest('S', 0)}`)).toEqual({
        pid: 4711,
        command,
        state: 'S',
        terminal: 0,
        startTicks: 987654,
      });
    },
  );

  test('that is cut short tells nothing', () => {
    expect(parseStat('4711 (x) S 1')).toBeUndefined();
    expect(parseStat('')).toBeUndefined();
  });

  test('of this process has a past', () => {
    expect(readProcess(process.pid)?.startTicks).toBeGreaterThan(0);
  });
});

describe('a working directory', () => {
  test.each([
    ['/s/part', true],
    ['/s/part/work', true],
    ['/s/part (deleted)', true],
    ['/s/part-2', false],
    ['/s', false],
  ])('%s within /s/part: %s', (path, expected) => {
    expect(isWithin(path, '/s/part')).toBe(expected);
  });
});
