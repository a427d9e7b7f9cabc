import { describe, expect, it } from 'vitest';
import { textWidth, wrap } from '../../../../topology/diagnostics/format/text-width.ts';

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['浙ICP备', 7],
    ['e\u0301', 1],
    ['…', 1],
    ['', 0],
  ])('%s is %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('wrapping', () => {
  it('breaks at spaces, and leaves long words whole', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('a-very-long-word b', 5)).toEqual(['a-very-long-word', 'b']);
    expect(wrap('short', 80)).toEqual(['short']);
  });
});
