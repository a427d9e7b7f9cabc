import { expect, it } from 'vitest';
import { seconds } from '../../../topology/plan/duration.ts';

it.each([
  ['90s', 90],
  ['15m', 900],
  ['1h30m', 5400],
  ['2h0m1s', 7201],
  ['1d', 86_400],
  ['30d12h', 2_635_200],
  ['0s', 0],
])('%s is %i seconds', (text, expected) => {
  expect(seconds(text)).toBe(expected);
});

it.each(['', '15', '1w', 'm', '-5s', '1.5h'])('"%s" is no duration', (text) => {
  expect(() => seconds(text)).toThrow('is no duration such as 90s, 15m or 1h30m');
});
