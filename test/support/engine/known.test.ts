import { expect, it } from 'vitest';
import { UNKNOWN, sealed } from '../standin-provider/values.ts';
import { isKnownAs } from './known.ts';

it.each([
  [{ a: 1, b: ['x'] }, { a: 1, b: ['x'], more: true }, true],
  [{ a: 'id' }, { a: UNKNOWN }, true],
  [{ a: sealed('s') }, { a: '[secret]' }, true],
  [{ a: sealed('s') }, {}, false],
  [{ a: 1 }, { a: 2 }, false],
  [['x', 'y'], ['x'], false],
  [{ a: 1 }, { a: [1] }, false],
  ['text', undefined, false],
])('%j as %j: %s', (value, previewed, expected) => {
  expect(isKnownAs(value, previewed)).toBe(expected);
});
