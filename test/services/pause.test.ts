import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { pause } from '../../services/pause.ts';

const HOUR = 3_600_000;

it('leaves nothing behind on what it watches, however often it is called', async () => {
  const end = new AbortController();
  for (let round = 0; round < 100; round++) await pause(0, end.signal);
  expect(getEventListeners(end.signal, 'abort')).toEqual([]);
});

it('ends at once with what it watches, also where that has ended already', async () => {
  const end = new AbortController();
  const long = pause(HOUR, end.signal);
  expect(getEventListeners(end.signal, 'abort')).toHaveLength(1);
  end.abort();
  await long;
  expect(getEventListeners(end.signal, 'abort')).toEqual([]);
  await pause(HOUR, end.signal);
});
