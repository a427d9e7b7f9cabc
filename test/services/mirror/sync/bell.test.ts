import { expect, it, vi } from 'vitest';
import { Bell } from '../../../../services/mirror/sync/bell.ts';

const never = new AbortController().signal;
const LONG = 2 ** 30;

it('cuts the pause of whoever waits, and the next one of who did not yet', async () => {
  const bell = new Bell();
  const waiting = bell.wait(LONG, never);
  bell.ring();
  await waiting;
  bell.ring();
  bell.ring();
  await bell.wait(LONG, never);
});

it('is heard once, and lets a pause without a ring last', async () => {
  vi.useFakeTimers();
  try {
    const bell = new Bell();
    bell.ring();
    await bell.wait(LONG, never);
    let isOver = false;
    const waiting = bell.wait(1000, never).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
  } finally {
    vi.useRealTimers();
  }
});

it('waits no longer than what it is part of', async () => {
  const end = new AbortController();
  const waiting = new Bell().wait(LONG, end.signal);
  end.abort();
  await waiting;
  await new Bell().wait(LONG, end.signal);
});
