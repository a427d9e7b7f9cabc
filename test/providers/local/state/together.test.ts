import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { together } from '../../../../providers/local/state/together.ts';

const fail = (message: string): Promise<void> => Promise.reject(new Error(message));

describe('work that is done at the same time', () => {
  test('ends with the failure of one, after all the others', async () => {
    let done = false;
    const slow = delay(20).then(() => {
      done = true;
    });
    await expect(together([fail('a'), slow])).rejects.toThrow(/^a$/);
    expect(done).toBe(true);
  });

  test('ends with the failures of all', async () => {
    await expect(together([fail('a'), Promise.resolve(), fail('b')])).rejects.toThrow(/^a\nb$/);
    await together([Promise.resolve()]);
  });
});
