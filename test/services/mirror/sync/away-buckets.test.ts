import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { AwayBuckets } from '../../../../services/mirror/sync/away-buckets.ts';
import { BucketFailure, type ServingBucket } from '../../../../services/mirror/sync/bucket.ts';
import { StoreError } from '../../../../storage/errors.ts';

const buckets = ['here', 'away'].map((id) => ({ id }) as ServingBucket);
const silence = new StoreError('head', 'k', 'no answer');
let now: number;
let away: AwayBuckets;
beforeEach(() => {
  now = 1_000_000;
  away = new AwayBuckets(pino({ level: 'silent' }), () => now);
});

/** A package that takes so long, with what the second bucket does if it is asked. */
async function sync(seconds: number, cause?: Error, of = buckets) {
  let asked: string[] = [];
  const { left, mayBeBack } = await away.around(of, async (some) => {
    asked = some.map(({ id }) => id);
    await Promise.resolve();
    now += seconds * 1000;
    const failures = cause && asked.includes('away') ? [new BucketFailure('away', cause)] : [];
    return { counters: {}, failures, isHeldBack: failures.length > 0 };
  });
  return { asked, left, mayBeBack };
}
const both = { asked: ['here', 'away'], left: [], mayBeBack: false };

describe('a bucket that gives no answer', () => {
  it('is left out, and asked by one package now and then, more and more seldom', async () => {
    expect(await sync(40, silence)).toEqual(both);
    const asking: number[] = [];
    const began = now;
    while (now < began + 120_000) {
      const at = now;
      if ((await sync(1, silence)).asked.length === 2) asking.push((at - began) / 1000);
    }
    expect(asking).toEqual([1, 4, 9, 18, 35, 66, 97]);
  });

  it('is asked by one package at a time', async () => {
    await sync(40, silence);
    now += 1000;
    const [first, second] = await Promise.all([sync(0, silence), sync(0, silence)]);
    expect([first.asked, second.asked]).toEqual([['here', 'away'], ['here']]);
  });

  it('takes part again as soon as it has answered', async () => {
    await sync(40, silence);
    now += 1000;
    expect(await sync(1)).toEqual(both);
    expect(await sync(1)).toEqual(both);
  });

  it('is not taken for back by a package that it answered before', async () => {
    const slow = away.around(buckets, async () => {
      await sync(1, silence);
      return { counters: {}, failures: [], isHeldBack: false };
    });
    await slow;
    expect((await sync(0)).left).toEqual(['away']);
  });

  it('may have blinked only: its packages are worth another attempt for a while', async () => {
    await sync(2, silence);
    expect(await sync(0)).toEqual({ asked: ['here'], left: ['away'], mayBeBack: true });
    now += 900;
    await sync(0, silence);
    for (let passed = 0; passed < 12; passed++) await sync(1.1, silence);
    expect(await sync(0)).toEqual({ asked: ['here'], left: ['away'], mayBeBack: false });
  });

  it('is asked all the same where there is no other', async () => {
    const alone = buckets.slice(1);
    await sync(40, silence, alone);
    expect((await sync(40, silence, alone)).asked).toEqual(['away']);
  });
});

it('a bucket that answers by an error is asked again', async () => {
  await sync(1, new StoreError('put', 'k', '503', { status: 503 }));
  expect(await sync(1)).toEqual(both);
});
