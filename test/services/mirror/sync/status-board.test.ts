import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { ServingBucket } from '../../../../services/mirror/sync/bucket.ts';
import { StatusBoard } from '../../../../services/mirror/sync/status-board.ts';
import type { MirrorStatus } from '../../../../services/mirror/status.ts';

const complete: MirrorStatus = {
  version: 1,
  upstream: 'https://repo.example.org',
  written: '2026-11-22T10:00:00.000Z',
  state: 'idle',
  complete: '2026-11-22T09:00:00.000Z',
  settings: 'of the last run',
  recentFailures: [],
  failures: 0,
};

/** A board that has read one bucket, which says this. */
async function boardOver(said: MirrorStatus | undefined, settings: string) {
  const written: string[] = [];
  const body = said && Buffer.from(JSON.stringify(said));
  const bucket = {
    id: 'r/mirror',
    store: {
      get: () => Promise.resolve(body && { body }),
      put: (_key: string, text: Uint8Array) => Promise.resolve(void written.push(String(Buffer.from(text)))),
    },
  } as unknown as ServingBucket;
  const board = new StatusBoard({
    buckets: [bucket],
    leadership: { isHeld: true } as never,
    upstream: 'https://repo.example.org',
    selection: 'of now',
    settings,
    log: pino({ level: 'silent' }),
  });
  await board.read(new AbortController().signal);
  return { board, bucket, written };
}

describe('what is said of a bucket that is complete', () => {
  it('is that it is of other settings, where they have changed since', async () => {
    const { board, bucket } = await boardOver(complete, 'new ones');
    expect(board.statusOf(bucket)).toEqual({ ...complete, outdated: true });
  });

  it('is so no longer once the change is taken back', async () => {
    const { board, bucket } = await boardOver({ ...complete, outdated: true }, 'of the last run');
    expect(board.statusOf(bucket)).toEqual(complete);
  });
});

it('a bucket that says nothing yet is starting, and one that was not read is not spoken of', async () => {
  const { board, bucket } = await boardOver(undefined, 'any');
  expect(board.statusOf(bucket)).toMatchObject({ state: 'starting', failures: 0 });
  expect(board.statusOf({ ...bucket, id: 'r/other' })).toBeUndefined();
});

it('whatever is written tells which packages the present settings ask for', async () => {
  const { board, bucket, written } = await boardOver({ ...complete, selection: 'of then' }, 'new ones');
  await board.write(bucket, board.statusOf(bucket)!);
  expect(JSON.parse(written[0]!)).toMatchObject({ selection: 'of now', outdated: true });
});

describe('since when a bucket is filled', () => {
  it('is kept by whoever writes next, so that its age goes on where leaders come and go', async () => {
    const { complete: _, ...never } = complete;
    const begun = '2026-11-22T08:00:00.000Z';
    const { board, bucket, written } = await boardOver({ ...never, begun }, 'any');
    await board.write(bucket, { ...board.statusOf(bucket)!, state: 'syncing' });
    expect(JSON.parse(written[0]!)).toMatchObject({ begun });
  });

  it('is told with the first words on a new bucket', async () => {
    const { board, bucket, written } = await boardOver(undefined, 'any');
    await board.write(bucket, board.statusOf(bucket)!);
    const said = JSON.parse(written[0]!) as MirrorStatus;
    expect(said.begun).toBe(said.written);
    expect(board.statusOf(bucket)?.begun).toBe(said.begun);
  });

  it('is of no interest once it is complete', async () => {
    const { board, bucket, written } = await boardOver({ ...complete, begun: complete.complete! }, 'any');
    await board.write(bucket, board.statusOf(bucket)!);
    expect(JSON.parse(written[0]!)).not.toHaveProperty('begun');
  });
});
