import { describe, expect, it } from 'vitest';
import { formatMeasurement, isMet, type Measurement } from '../../bench/goal.ts';
import { pairwiseRatios, summarise } from '../../bench/statistics.ts';

describe('summarise', () => {
  it.each([
    { samples: [3], median: 3, min: 3, max: 3 },
    { samples: [9, 1, 2], median: 2, min: 1, max: 9 },
    { samples: [4, 1, 3, 2], median: 2.5, min: 1, max: 4 },
    { samples: [10, 9, 100], median: 10, min: 9, max: 100 },
  ])('of $samples has median $median', ({ samples, median, min, max }) => {
    expect(summarise(samples)).toEqual({ runs: samples.length, median, min, max });
  });

  it('refuses to make a figure out of nothing', () => {
    expect(() => summarise([])).toThrow('no samples');
  });
});

describe('pairwiseRatios', () => {
  it('compares each run with the one beside it', () => {
    expect(pairwiseRatios([2, 30], [1, 10])).toEqual([2, 3]);
    expect(() => pairwiseRatios([1], [])).toThrow('unpaired');
  });
});

describe('a goal', () => {
  const measurement = (median: number, goal: Measurement['goal']): Measurement => ({
    name: 'x',
    unit: 'ms',
    figure: { runs: 1, median, min: median, max: median },
    goal,
    notes: ['beside nothing'],
  });

  it('is met at its limit and missed one step past it', () => {
    expect(isMet(measurement(250, { most: 250 }))).toBe(true);
    expect(isMet(measurement(250.1, { most: 250 }))).toBe(false);
    expect(isMet(measurement(0.8, { least: 0.8 }))).toBe(true);
    expect(isMet(measurement(0.79, { least: 0.8 }))).toBe(false);
  });

  it('is printed with its figure, spread and notes', () => {
    expect(formatMeasurement(measurement(251, { most: 250 }))).toBe(
      'MISSED x: median 251 ms (251–251, 1 run); goal: at most 250\n         beside nothing',
    );
  });
});
