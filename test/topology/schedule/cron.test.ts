import { describe, expect, test } from 'vitest';
import { frequencyOf, meet, parseCron } from '../../../topology/schedule/cron.ts';

describe('how often a cron line comes', () => {
  test.each([
    ['0 0 * * *', 'yearly'],
    ['0 0 31 12 *', 'yearly'],
    ['0 0 30 2 *', 'never'],
    ['0 0 31 2,4,6,9,11 *', 'never'],
    ['0 0 29 2 *', 'leap'],
    ['0 0 30 2 1', 'yearly'],
    ['0 0 29 2 7', 'yearly'],
  ])('%s: %s', (line, expected) => {
    expect(frequencyOf(parseCron(line))).toBe(expected);
  });
});

describe('whether two cron lines meet', () => {
  test.each([
    ['0 8 * * *', '0 8 1 * *', true],
    ['0 8 * * *', '1 8 * * *', false],
    ['0 8 * * *', '0 9 * * *', false],
    ['*/15 * * * *', '45 23 * * 0', true],
    ['0 8 * * 1-5', '0 8 * * 6,7', false],
    ['0 8 * * 0', '0 8 * * 7', true],
    ['0 8 1 * *', '0 8 2 * *', false],
    ['0 8 * 1 *', '0 8 * 2 *', false],
    ['0 8 13 * *', '0 8 * * 5', true],
    ['0 8 29 2 *', '0 8 * * 2', true],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(meet(parseCron(one), parseCron(other))).toBe(expected);
    expect(meet(parseCron(other), parseCron(one))).toBe(expected);
  });
});
