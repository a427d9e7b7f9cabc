import { internalKey, internalPrefix, parseKey } from '../storage/keys.ts';
import type { ObjectStore } from '../storage/store.ts';
import { GroupError } from './group-error.ts';

/** What a lease asks of the bucket: create-if-absent is all the mutual exclusion there is. */
export type LeaseStore = Pick<ObjectStore, 'list' | 'get' | 'put' | 'putIfAbsent' | 'delete'>;

export interface LeaseOptions {
  /** Who takes it, as others are told: `lin@example.cn on build-7`. */
  holder: string;
  /** Milliseconds after which others may take it: longer than the work, which is a read and a set. */
  lifeMs?: number;
  /** Milliseconds to wait for another holder; default 0. */
  waitMs?: number;
  /** Seams of the tests. */
  now?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
}

interface LeaseRecord {
  holder: string;
  /** ISO time until which it holds, by the holder's clock. */
  until: string;
  released?: true;
}

const LIFE_MS = 60_000;
const RETRY_MS = 250;
/** How far clocks of two checkouts may be apart; also what a call that has begun may still take. */
const MARGIN_MS = 15_000;

/**
 * One writer a group, from any checkout. Leases are numbered: the highest number's record is the present one, and
 * whoever creates the next one, if absent, holds it. A holder that was killed is followed when its time is up.
 */
export class Lease {
  readonly #store: LeaseStore;
  readonly #key: string;
  readonly #record: LeaseRecord;
  readonly #now: () => number;

  constructor(store: LeaseStore, key: string, record: LeaseRecord, now: () => number) {
    this.#store = store;
    this.#key = key;
    this.#record = record;
    this.#now = now;
  }

  /** To be asked right before a write: a holder that was stopped for a while may have lost it. */
  requireHeld(): void {
    const left = Date.parse(this.#record.until) - this.#now();
    if (left >= MARGIN_MS) return;
    throw new GroupError('busy', 'the lease of the group has run out while it was being read', {
      fix: 'run again',
    });
  }

  /** Lets the next one go on at once. Overwriting a number that others have passed does no harm. */
  async release(): Promise<void> {
    await this.#store.put(this.#key, encode({ ...this.#record, released: true }));
  }
}

/**
 * Takes the lease of a group.
 *
 * @throws {GroupError} `busy`, with the holder's name, where it isn't free within `waitMs`
 */
export async function takeLease(
  store: LeaseStore,
  region: string,
  group: string,
  options: LeaseOptions,
): Promise<Lease> {
  const { holder, lifeMs = LIFE_MS, waitMs = 0, now = Date.now } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise((resolve) => setTimeout(resolve, ms)));
  const giveUp = now() + waitMs;
  for (;;) {
    const numbers = await listNumbers(store, region, group);
    const last = numbers.at(-1) ?? 0;
    const present = last === 0 ? undefined : await readRecord(store, keyOf(region, group, last));
    if (present && !present.released && now() < Date.parse(present.until) + MARGIN_MS) {
      if (now() >= giveUp) throw held(region, group, present);
      await sleep(RETRY_MS);
      continue;
    }
    const key = keyOf(region, group, last + 1);
    const record = { holder, until: new Date(now() + lifeMs).toISOString() };
    if ((await store.putIfAbsent(key, encode(record))) === 'exists') continue;
    // Who was slow since its look may have made anew a number that others had taken, given back and removed.
    const after = await listNumbers(store, region, group);
    if (after.at(-1) !== last + 1) {
      await store.delete(key);
      continue;
    }
    for (const number of after.slice(0, -1)) await store.delete(keyOf(region, group, number));
    return new Lease(store, key, record, now);
  }
}

/**
 * As `takeLease`; the lease is given back whatever happens.
 *
 * @param options.note told of one that could not be given back, which is no reason to call the work failed
 */
export async function underLease<T>(
  store: LeaseStore,
  region: string,
  group: string,
  options: LeaseOptions & { note: (text: string) => void },
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const lease = await takeLease(store, region, group, options);
  try {
    return await work(lease);
  } finally {
    await lease.release().catch((error: unknown) => {
      options.note(`the lease of ${region}/${group} stays taken until it runs out: ${String(error)}`);
    });
  }
}

const WIDTH = 12;

const keyOf = (region: string, group: string, number: number): string =>
  internalKey('capacity', 'leases', region, group, String(number).padStart(WIDTH, '0'));

async function listNumbers(store: LeaseStore, region: string, group: string): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { key } of store.list(internalPrefix('capacity', 'leases', region, group))) {
    const segment = parseKey(key)?.segments.at(-1);
    if (segment !== undefined) numbers.push(Number(segment));
  }
  return numbers;
}

async function readRecord(store: LeaseStore, key: string): Promise<LeaseRecord | undefined> {
  const object = await store.get(key);
  // Removed meanwhile: a later one is there.
  if (object === undefined || object === 'unchanged') return undefined;
  return JSON.parse(Buffer.from(object.body).toString()) as LeaseRecord;
}

const encode = (record: LeaseRecord): Uint8Array => Buffer.from(JSON.stringify(record));

function held(region: string, group: string, { holder, until }: LeaseRecord): GroupError {
  return new GroupError(
    'busy',
    `${region}/${group} is being changed by ${holder}, until ${until} at the latest`,
    {
      fix: 'try again in a moment',
    },
  );
}
