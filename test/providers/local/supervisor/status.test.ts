import { describe, expect, test } from 'vitest';
import { parseStatus } from '../../../../providers/local/supervisor/status.ts';

describe("runsv's status file", () => {
  // As runsv 2.1.2 wrote it: TAI64N, pid, paused, want, got TERM, state.
  const bytes = Buffer.from('400000006a119c32' + '1dcd6500' + '39300000' + '00' + '75' + '00' + '01', 'hex');

  test('tells pid and time', () => {
    const status = parseStatus(bytes);
    expect(status?.pid).toBe(12345);
    expect(status?.since.getTime()).toBe((0x6a119c32 - 10) * 1000 + 500);
  });

  test('cut short tells nothing', () => {
    expect(parseStatus(bytes.subarray(0, 10))).toBeUndefined();
  });
});
