import { describe, expect, test } from 'vitest';
import { orUndo } from '../../../../providers/local/state/undo.ts';

const refused = new Error('haproxy refused the server');
const stuck = new Error('its process does not end');
const fails = (error: Error) => (): Promise<never> => Promise.reject(error);

/** What somebody who waits for the work catches. */
async function caught(work: () => Promise<unknown>, undo: () => Promise<void>): Promise<unknown> {
  try {
    await orUndo('remove local-1/redis', work, undo);
  } catch (error) {
    return error;
  }
  return 'nothing';
}

describe('work that is undone when it fails', () => {
  test('gives its result, and undoes nothing, when it succeeds', async () => {
    let undone = false;
    const undo = (): Promise<void> => {
      undone = true;
      return Promise.resolve();
    };
    expect(await orUndo('remove it', () => Promise.resolve(7), undo)).toBe(7);
    expect(undone).toBe(false);
  });

  test('throws its own error when the undoing succeeds', async () => {
    const order: string[] = [];
    const undo = (): Promise<void> => {
      order.push('undone');
      return Promise.resolve();
    };
    expect(await caught(fails(refused), undo)).toBe(refused);
    expect(order).toEqual(['undone']);
  });

  test('tells of both when the undoing fails, its own first', async () => {
    const error = (await caught(fails(refused), fails(stuck))) as AggregateError;
    expect(error).toBeInstanceOf(AggregateError);
    expect(error.message).toBe(
      'haproxy refused the server\n' +
        'then it also failed to remove local-1/redis (the next run goes on with what is left): its process does not end',
    );
    expect([error.cause, error.errors]).toEqual([refused, [refused, stuck]]);
  });
});
