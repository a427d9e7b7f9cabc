import { expect, it } from 'vitest';
import { asCannotRun, Failure, refused } from '../../cli/failure.ts';

const outcome = async (error: Error): Promise<unknown> =>
  await asCannotRun(() => Promise.reject(error)).catch((thrown: unknown) => thrown);

it('tells what the machine refuses as a failure of the user', async () => {
  const advice = new Error('/var/tmp/x belongs to user 7: sudo chown root: /var/tmp/x');
  const told = await outcome(advice);
  expect(told).toBeInstanceOf(Failure);
  expect(told).toMatchObject({ message: advice.message, exitCode: 2, cause: advice });
});

it('leaves failures and mistakes in the code what they are', async () => {
  for (const error of [refused('no'), new TypeError('x is undefined')])
    expect(await outcome(error)).toBe(error);
});
