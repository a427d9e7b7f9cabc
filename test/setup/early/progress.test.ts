import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatElapsed, progressLine, showStep } from '../../../setup/early/progress.mjs';

describe('formatElapsed', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min 0 s'],
    [335_000, '5 min 35 s'],
  ])('%i ms', (milliseconds, expected) => {
    expect(formatElapsed(milliseconds)).toBe(expected);
  });
});

describe('progressLine', () => {
  const state = { name: 'engine', milliseconds: 75_000, detail: 'compiled 412 packages' };

  it('has name, time and detail', () => {
    expect(progressLine({ ...state, columns: 80 })).toBe('… engine, 1 min 15 s: compiled 412 packages');
  });

  it.each([20, 30, 33, 43, 80])('fits into %i columns', (columns) => {
    expect(progressLine({ ...state, columns }).length).toBeLessThanOrEqual(Math.max(columns, 20));
  });

  it('drops the detail where there is no room for it', () => {
    expect(progressLine({ ...state, columns: 25 })).toBe('… engine, 1 min 15 s');
  });
});

describe('showStep', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function collect(isTTY: boolean) {
    const written: string[] = [];
    return { written, output: { write: (text: string) => written.push(text), isTTY, columns: 80 } };
  }

  it('renews one line on a terminal', () => {
    const { written, output } = collect(true);
    const step = showStep('engine', output, () => 0);
    vi.advanceTimersByTime(1_000);
    step.done('built');
    expect(written.slice(0, 5).every((text) => text.startsWith('\r\u001b[2K…'))).toBe(true);
    expect(written.join('')).not.toMatch(/…[^\r]*\n/);
    expect(written.at(-1)).toBe('✓ engine: built (0 s)\n');
  });

  it('writes a line every 15 seconds into a log', () => {
    const { written, output } = collect(false);
    const step = showStep('engine', output, () => 0);
    step.detail('  fetching\n modules ');
    vi.advanceTimersByTime(45_000);
    expect(written).toEqual([
      '… engine, 0 s\n',
      ...Array<string>(3).fill('… engine, 0 s: fetching modules\n'),
    ]);
    step.failed();
    vi.advanceTimersByTime(60_000);
    expect(written).toHaveLength(5);
  });
});
