import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteBudget } from '../../../../services/mirror/fetch/byte-budget.ts';

it('never lends more than there is, serves everyone, and in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 20 }),
      async (scheduler, wants) => {
        const budget = new ByteBudget(100);
        let lent = 0;
        const served: number[] = [];
        const all = wants.map(async (bytes, index) => {
          const release = await budget.acquire(bytes);
          served.push(index);
          lent += Math.min(bytes, 100);
          expect(lent).toBeLessThanOrEqual(100);
          await scheduler.schedule(Promise.resolve());
          lent -= Math.min(bytes, 100);
          release();
          release();
        });
        await scheduler.waitFor(Promise.all(all));
        expect(served).toEqual(wants.map((_, index) => index));
      },
    ),
  );
});
