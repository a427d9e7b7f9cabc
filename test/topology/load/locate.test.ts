import { describe, expect, it } from 'vitest';
import { parseStackFile } from '../../../topology/load/parse.ts';

const text = `top:
  block: # with a comment
    - one
    - {deep: [a, "b"]}
  flow: {key: value, list: [x, y]}
  empty:
alias: &anchor {inside: 1}
use: *anchor
"a/b~c": 2
`;
const { locator } = parseStackFile('a.yaml', text);

function place(pointer: string, at?: 'key' | 'value') {
  const { range, frame } = locator.locate(pointer, at);
  const cut = ({ start, end }: typeof range) => text.slice(start.offset, end.offset);
  return [cut(range), cut(frame)];
}

describe('a pointer leads to', () => {
  const rows: [pointer: string, at: 'key' | 'value' | undefined, range: string, frame: string][] = [
    ['/top/flow/key', undefined, 'value', 'key: value'],
    ['/top/flow/key', 'key', 'key', 'key: value'],
    ['/top/flow/list/1', undefined, 'y', 'list: [x, y]'],
    ['/top/block/0', undefined, 'one', 'one'],
    ['/top/block/1/deep/1', undefined, '"b"', 'deep: [a, "b"]'],
    ['/top/empty', 'key', 'empty', 'empty:'],
    ['/use/inside', undefined, '1', 'inside: 1'],
    ['/a~1b~0c', undefined, '2', '"a/b~c": 2'],
  ];
  it.each(rows)('%s (%s): %s', (pointer, at, range, frame) => {
    expect(place(pointer, at)).toEqual([range, frame]);
  });

  it('the key of a block that goes on for many lines', () => {
    expect(place('/top')[0]).toBe('top');
    expect(place('/top/block')[0]).toBe('block');
  });

  it('the deepest ancestor that is there, where it leads nowhere', () => {
    expect(place('/top/flow/key/none/at/all')[0]).toBe('value');
    expect(place('/top/block/7')[0]).toBe('block');
  });

  it('lines and columns that start at 1', () => {
    expect(locator.locate('/top/flow/key').range).toMatchObject({
      start: { line: 5, column: 15 },
      end: { line: 5, column: 20 },
    });
  });
});
