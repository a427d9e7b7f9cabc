import { describe, expect, it } from 'vitest';
import { formatBytes, formatSeconds } from '../../../cli/output/duration.ts';
import { LiveOutput } from '../../../cli/output/live.ts';
import { renderTable } from '../../../cli/output/table.ts';
import { paintFor, terminalOf } from '../../../cli/output/terminal.ts';

describe('a time', () => {
  it.each([
    [0, '0.0 s'],
    [-3, '0.0 s'],
    [0.44, '0.4 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [200, '3 min 20 s'],
    [3600, '1 h'],
    [7512, '2 h 5 min'],
    [273_600, '3 d 4 h'],
  ])('of %d seconds reads %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});

describe('a size', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [4000, '4.0 KB'],
    [38_120_000, '38.1 MB'],
    [999_600, '1.0 MB'],
    [250_000_000_000, '250 GB'],
  ])('of %d bytes reads %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

it('lines up the columns of a table', () => {
  const rows = [
    ['local/git', '2', ''],
    ['x', '14', 'yes'],
  ];
  expect(renderTable(['GROUP', 'MIN', 'OK'], rows, new Set(['MIN']))).toEqual([
    'GROUP      MIN  OK',
    'local/git    2',
    'x           14  yes',
  ]);
});

describe('a terminal', () => {
  const tty = { isTTY: true, columns: 120 };
  it.each([
    ['shows colour and redraws', tty, {}, { color: true, live: true, columns: 120 }],
    ['keeps quiet with NO_COLOR', tty, { NO_COLOR: '1' }, { color: false, live: true, columns: 120 }],
    ['takes an empty NO_COLOR as none', tty, { NO_COLOR: '' }, { color: true, live: true, columns: 120 }],
    ['that is dumb gets plain lines', tty, { TERM: 'dumb' }, { color: false, live: false, columns: 120 }],
    [
      'without a size is taken for 80 columns',
      { isTTY: true, columns: 0 },
      {},
      { color: true, live: true, columns: 80 },
    ],
    ['that is none gets plain lines', {}, {}, { color: false, live: false, columns: 80 }],
  ])('%s', (_title, stream, environment, expected) => {
    expect(terminalOf(stream, environment)).toEqual(expected);
  });

  it('paints only with colour', () => {
    expect(paintFor({ color: false })('red', 'x')).toBe('x');
    expect(paintFor({ color: true })('red', 'x')).toBe('\u001b[31mx\u001b[0m');
  });
});

describe('live output', () => {
  function record(live: boolean, region: string[]): { output: LiveOutput; text: () => string } {
    let text = '';
    const sink = { write: (part: string) => (text += part) };
    const output = new LiveOutput(sink, { live, color: false, columns: 80 }, () => region);
    return { output, text: () => text };
  }

  it('redraws its region below the lines that stay, and removes it at the end', () => {
    const { output, text } = record(true, ['busy', 'busier']);
    output.print(['one']);
    output.print(['two']);
    output.end();
    expect(text()).toBe('one\nbusy\nbusier\n\u001b[2A\u001b[0Jtwo\nbusy\nbusier\n\u001b[2A\u001b[0J');
  });

  it('writes only the lines that stay where nobody watches', () => {
    const { output, text } = record(false, ['busy']);
    output.print(['one']);
    output.print([]);
    output.end();
    expect(text()).toBe('one\n');
  });
});
