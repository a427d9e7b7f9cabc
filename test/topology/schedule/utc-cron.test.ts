import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utcCron } from '../../../topology/schedule/utc-cron.ts';

const on = new Date('2026-11-22T00:00:00Z');
const shanghai = (line: string) => utcCron(line, 'Asia/Shanghai', on);

describe('a cron line in UTC', () => {
  test.each([
    ['30 8 * * 1-5', ['30 0 * * 1-5']],
    ['0 22 * * *', ['0 14 * * *']],
    ['0 7 * * 1-5', ['0 23 * * 0,1,2,3,4']],
    ['0 7 * * *', ['0 23 * * *']],
    ['*/15 9 * * *', ['*/15 1 * * *']],
    ['0 * * * *', ['0 16,17,18,19,20,21,22,23 * * *', '0 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15 * * *']],
    ['0 6-9 * * 1', ['0 22,23 * * 0', '0 0,1 * * 1']],
    ['0 8 1 * *', ['0 0 1 * *']],
  ])('%s in Shanghai', (line, expected) => {
    expect(shanghai(line)).toEqual(expected);
  });

  test('moves the minute for zones half an hour off', () => {
    expect(utcCron('15 9 * * *', 'Asia/Kolkata', on)).toEqual(['45 3 * * *']);
  });

  test('stays as it is in UTC', () => {
    expect(utcCron('5 4 1,15 * *', 'UTC', on)).toEqual(['5 4 1,15 * *']);
  });

  test('refuses a zone with summer time, by name', () => {
    expect(() => utcCron('0 8 * * *', 'Europe/Berlin', on)).toThrow(/Europe\/Berlin has summer time/);
  });

  test('refuses a day of the month that falls on another day', () => {
    expect(() => shanghai('0 7 1 * *')).toThrow(/falls on another day in UTC/);
  });

  test.each([
    '60 8 * * *',
    '0 24 * * *',
    '0 8 0 * *',
    '0 8 * 13 *',
    '0 8 * * 8',
    '0 8 * * MON',
    '0 9-8 * * *',
    '*/0 8 * * *',
  ])('refuses a field that is none: %s', (line) => {
    expect(() => utcCron(line, 'UTC', on)).toThrow(/ is no .* of a cron line/);
  });

  test('fires at the same moments of a week', () => {
    const field = (high: number) => fc.integer({ min: 0, max: high });
    fc.assert(
      fc.property(field(59), field(23), fc.uniqueArray(field(6), { minLength: 1 }), (minute, hour, days) => {
        const local = days.map((day) => (day * 1440 + hour * 60 + minute - 480 + 10_080) % 10_080);
        const lines = shanghai(`${minute} ${hour} * * ${days.join(',')}`);
        const moments = lines.flatMap((line) => {
          const [utcMinute, utcHour, , , utcDays] = line.split(' ');
          const each = utcDays === '*' ? [0, 1, 2, 3, 4, 5, 6] : (utcDays ?? '').split(',').map(Number);
          return each.map((day) => day * 1440 + Number(utcHour) * 60 + Number(utcMinute));
        });
        expect(moments.sort()).toEqual(local.sort());
      }),
    );
  });
});
