import { describe, expect, it } from 'vitest';
import { crashAt, seededFaults, type Call, type Fault } from './faulty-store.ts';

const call = (index: number): Call => ({ operation: 'get', key: 'k', index });
const rates = { errorBefore: 0.2, errorAfter: 0.2, delay: 0.1, truncate: 0.1 };

describe('seeded faults', () => {
  const faults = (seed: number): (Fault | undefined)[] => {
    const plan = seededFaults(seed, rates);
    return Array.from({ length: 1000 }, (_, index) => plan(call(index)));
  };

  it('are the same for the same seed, and others for another', () => {
    expect(faults(1)).toEqual(faults(1));
    expect(faults(1)).not.toEqual(faults(2));
  });

  it('come about as often as asked for', () => {
    const share = (kind: string) => faults(3).filter((fault) => fault?.kind === kind).length / 1000;
    expect(share('error-before')).toBeCloseTo(0.2, 1);
    expect(share('error-after')).toBeCloseTo(0.2, 1);
    expect(share('delay')).toBeCloseTo(0.1, 1);
    expect(share('truncate')).toBeCloseTo(0.1, 1);
  });
});

describe('a crash', () => {
  it('comes at one call', () => {
    const plan = crashAt(2, 'after');
    expect([0, 1, 2, 3].map((index) => plan(call(index)))).toEqual([
      undefined,
      undefined,
      { kind: 'crash-after' },
      undefined,
    ]);
  });
});
