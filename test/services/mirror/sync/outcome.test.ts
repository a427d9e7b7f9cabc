import { describe, expect, it } from 'vitest';
import { FetchFailure } from '../../../../services/mirror/fetch/failure.ts';
import { toFetchFailure } from '../../../../services/mirror/fetch/network-error.ts';
import { BucketFailure } from '../../../../services/mirror/sync/bucket.ts';
import { retryWish, toLog, toReport } from '../../../../services/mirror/sync/outcome.ts';
import { StoreError } from '../../../../storage/errors.ts';
import { toStoreError } from '../../../../storage/s3/failure.ts';
import { Refusal } from '../../../../storage/s3/refusal.ts';

const answered = (status: number | undefined, code: string) =>
  toStoreError('put', 'k', new Refusal(code, '', 1, status === undefined ? {} : { status }));
const refused = new BucketFailure('r/b', answered(400, 'EntityTooLarge'));
const away = new BucketFailure('r/b', new StoreError('put', 'k', 'connect ECONNREFUSED 10.0.0.9:443'));
const outcome = (...failures: (FetchFailure | BucketFailure)[]) => ({
  counters: {},
  failures,
  isHeldBack: true,
});
const shown = (failure: FetchFailure | BucketFailure) =>
  JSON.stringify(toReport('v/p', outcome(failure), 1, new Date(0)).failures);

describe('what everyone sees of a failure', () => {
  const url = 'https://user:pass@host.example/x.zip?token=secret';

  it('holds no credentials and no query; the log has the query', () => {
    const failure = new FetchFailure('status', url, 'answered 500', { httpStatus: 500 });
    expect(shown(failure)).toContain('"url":"https://host.example/x.zip"');
    expect(shown(failure)).not.toMatch(/pass|secret/);
    expect(JSON.stringify(toLog(failure))).toContain('token=secret');
    expect(JSON.stringify(toLog(failure))).not.toContain('pass');
  });

  it('quotes nothing of an answer and names no address; the log does', () => {
    const html = new FetchFailure('not-json', url, 'HTML', { detail: '"<h1>internal"' });
    const network = Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:80'), { code: 'ECONNREFUSED' });
    const closed = toFetchFailure(url, network) as FetchFailure;
    for (const failure of [html, closed, away]) expect(shown(failure)).not.toMatch(/internal|10\.0\.0/);
    expect(shown(closed)).toContain('ECONNREFUSED');
    expect(JSON.stringify([html, closed, away].map(toLog))).toMatch(/internal.*10\.0\.0\.5.*10\.0\.0\.9/);
  });
});

describe('another attempt', () => {
  it.each<[string, FetchFailure | BucketFailure, number | undefined]>([
    ['follows a bucket that is away', away, 0],
    ['follows not where the bucket refuses the object', refused, undefined],
    ['follows a timeout', new FetchFailure('timeout', '', ''), 0],
    ['follows no absent file', new FetchFailure('status', '', '', { httpStatus: 404 }), undefined],
    ['follows no address that is refused', new FetchFailure('refused-address', '', ''), undefined],
  ])('%s', (_, failure, wish) => {
    expect(retryWish(outcome(failure))).toBe(wish);
  });

  it.each([
    [400, 'EntityTooLarge'],
    [400, 'MetadataTooLarge'],
    [412, 'PreconditionFailed'],
    [413, ''],
  ])('is no use after %i %s for one object', (status, code) => {
    expect(new BucketFailure('b', answered(status, code)).isRefusal).toBe(true);
  });

  it.each([
    [301, 'PermanentRedirect'],
    [400, 'RequestTimeout'],
    [400, 'ExpiredToken'],
    // HEAD, whose answers have no code.
    [400, ''],
    [401, ''],
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
    [408, ''],
    [409, 'OperationAborted'],
    [429, ''],
    [500, 'InternalError'],
    [501, 'NotImplemented'],
    [503, 'SlowDown'],
    [undefined, 'ECONNREFUSED'],
  ])('may help after %s %s', (status, code) => {
    expect(new BucketFailure('b', answered(status, code)).isRefusal).toBe(false);
  });
});
