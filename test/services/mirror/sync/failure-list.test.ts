import { expect, it } from 'vitest';
import { FetchFailure } from '../../../../services/mirror/fetch/failure.ts';
import { FailureList, MAX_TOLD } from '../../../../services/mirror/sync/failure-list.ts';
import { retryWish } from '../../../../services/mirror/sync/outcome.ts';

const absent = (index: number) =>
  new FetchFailure('status', `http://u/${index}`, 'answered 404', { httpStatus: 404 });

it('a package with thousands of dead links tells some of them, and how many more there are', () => {
  const failures = new FailureList();
  for (let index = 0; index < 5000; index++) failures.add(absent(index));
  expect(failures.list).toHaveLength(MAX_TOLD + 1);
  expect(failures.list.at(-1)).toMatchObject({ kind: 'status', httpStatus: 404, isPermanent: true });
  expect(failures.list.at(-1)!.message).toContain(`one of ${5000 - MAX_TOLD} further failures`);
});

it('is tried again where one of those untold may pass', () => {
  const failures = new FailureList();
  for (let index = 0; index < MAX_TOLD * 2; index++) failures.add(absent(index));
  const outcome = () => ({ counters: {}, failures: failures.list, isHeldBack: true });
  expect(retryWish(outcome())).toBeUndefined();
  failures.add(new FetchFailure('status', 'http://u/x', 'answered 503', { retryAfterMs: 7 }));
  failures.add(absent(0));
  expect(retryWish(outcome())).toBe(7);
});
