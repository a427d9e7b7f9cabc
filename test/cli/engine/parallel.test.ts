import { describe, expect, it } from 'vitest';
import { Failure } from '../../../cli/failure.ts';
import { parallelFlags } from '../../../cli/engine/parallel.ts';

describe('--parallel', () => {
  it.each([
    [undefined, []],
    ['1', ['--parallel', '1']],
    ['064', ['--parallel', '64']],
    ['2147483647', ['--parallel', '2147483647']],
  ])('of %j reaches the engine as %j', (count, flags) => {
    expect(parallelFlags(count)).toEqual(flags);
  });

  it.each(['0', '-1', '1.5', '', ' 2', '2x', '1e3', '0x10', '2147483648'])('refuses %j', (count) => {
    let refusal: unknown;
    try {
      parallelFlags(count);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Failure);
    expect(refusal).toMatchObject({ exitCode: 2, fix: '--parallel 8' });
    expect(String(refusal)).toContain(`--parallel ${count} is no count of resources: a whole number from 1`);
  });
});
