import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CredentialCache } from '../../../storage/s3/credential-cache.ts';
import type { Credentials } from '../../../storage/s3/credentials.ts';

const MINUTE = 60_000;

beforeEach(() => vi.useFakeTimers({ now: 0, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

/** Gives out `key-1`, `key-2`…, each for an hour, renewable five minutes before. */
function setUp() {
  const service = { asked: 0, isAway: false };
  const cache = new CredentialCache(async (): Promise<Credentials> => {
    service.asked++;
    await new Promise((resolve) => setImmediate(resolve));
    if (service.isAway) throw new Error('away');
    return {
      accessKeyId: `key-${service.asked}`,
      secretAccessKey: 's',
      renewal: new Date(Date.now() + 55 * MINUTE),
      expiration: new Date(Date.now() + 60 * MINUTE),
    };
  });
  const many = async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => cache.get()));
    return [...new Set(all.map(({ accessKeyId }) => accessKeyId))];
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { service, cache, many, settled };
}

describe('credentials', () => {
  it('are asked for once by however many need them first', async () => {
    const { service, many } = setUp();
    expect(await many()).toEqual(['key-1']);
    expect(await many()).toEqual(['key-1']);
    expect(service.asked).toBe(1);
  });

  it('are renewed once, ahead of their end, while requests go on with those that work', async () => {
    const { service, many, settled } = setUp();
    await many();
    vi.setSystemTime(55 * MINUTE);
    expect(await many()).toEqual(['key-1']);
    await settled();
    expect(await many()).toEqual(['key-2']);
    expect(service.asked).toBe(2);
  });

  it('are renewed once by all who find them expired', async () => {
    const { service, many } = setUp();
    await many();
    vi.setSystemTime(60 * MINUTE);
    expect(await many()).toEqual(['key-2']);
    expect(service.asked).toBe(2);
  });

  it('are used to their end where new ones can not be had, with pauses between the attempts', async () => {
    const { service, many, settled } = setUp();
    await many();
    service.isAway = true;
    vi.setSystemTime(56 * MINUTE);
    expect(await many()).toEqual(['key-1']);
    await settled();
    expect(await many()).toEqual(['key-1']);
    expect(service.asked).toBe(2);
    vi.setSystemTime(57 * MINUTE);
    expect(await many()).toEqual(['key-1']);
    await settled();
    expect(service.asked).toBe(3);
    vi.setSystemTime(60 * MINUTE);
    await expect(many()).rejects.toThrow('away');
    service.isAway = false;
    expect(await many()).toEqual(['key-5']);
  });

  it('are replaced once for all whom the store has refused with them', async () => {
    const { service, cache } = setUp();
    const refused = await cache.get();
    const replaced = await Promise.all(Array.from({ length: 50 }, () => cache.replace(refused)));
    expect(new Set(replaced.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['key-2']));
    expect((await cache.replace(refused)).accessKeyId).toBe('key-2');
    expect(service.asked).toBe(2);
  });
});
