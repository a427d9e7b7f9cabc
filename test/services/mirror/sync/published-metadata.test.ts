import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromObjectMetadata,
  nextPublication,
  selectionDigest,
  sharedPublication,
  toObjectMetadata,
  usableValidators,
  type PublishedMetadata,
} from '../../../../services/mirror/sync/published-metadata.ts';

const made: PublishedMetadata = {
  sha256: 'a'.repeat(64),
  upstream: { etag: '"1"', lastModified: 'Sun, 22 Nov 2026 00:00:00 GMT' },
  selection: selectionDigest('*'),
  dists: 3,
  missing: 0,
  restamps: 0,
};
const info = (metadata: Record<string, string>) => ({
  key: 'k',
  size: 1,
  etag: 'e',
  modified: new Date(0),
  metadata,
});
/** What S3 counts: names and values in UTF-8. */
const bytes = (metadata: Record<string, string>) =>
  Object.entries(metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);

describe('what a published file says of its making', () => {
  it('comes back as it was written, and is never too large for a store, whatever the upstream says', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 3000 }), fc.string({ maxLength: 400 }));
    fc.assert(
      fc.property(text, text, fc.string(), (etag, lastModified, fingerprint) => {
        const upstream = usableValidators({ etag, lastModified });
        const published = { ...made, upstream, selection: selectionDigest(fingerprint) };
        const metadata = toObjectMetadata(published);
        expect(bytes(metadata)).toBeLessThan(2048);
        expect(Object.values(metadata).join('')).toMatch(/^[\x21-\x7e]*$/);
        expect(fromObjectMetadata(info(metadata))).toEqual(published);
      }),
    );
  });

  it('is taken for unknown where it can not be read', () => {
    const metadata = { ...toObjectMetadata(made), 'upstream-etag': '%zz', 'upstream-modified': '%ff' };
    expect(fromObjectMetadata(info(metadata))).toEqual({ ...made, upstream: {} });
    expect(fromObjectMetadata(info({ sha256: 'x' }))).toBeUndefined();
  });
});

describe('a file whose bytes are published already', () => {
  it('is not written again where nothing else changed', () => {
    expect(nextPublication(made, made)).toBeUndefined();
  });

  it.each<[string, Partial<PublishedMetadata>]>([
    ['validators', { upstream: { etag: '"2"' } }],
    ['selection', { selection: selectionDigest('1.*') }],
    ['number of missing dists', { missing: 1 }],
    ['number of dists', { dists: 4 }],
  ])('gets its new %s, so that the next run can ask whether it changed', (_, changed) => {
    const next = { ...made, ...changed };
    const stored = nextPublication(made, next);
    expect(stored).toMatchObject(changed);
    expect(nextPublication(stored, next)).toBeUndefined();
  });

  it('is not written at every run for an upstream whose validators never stay', () => {
    let stored: PublishedMetadata | undefined = made;
    let writings = 0;
    for (let run = 0; run < 50; run++) {
      const next = nextPublication(stored, { ...made, upstream: { etag: `"${run}"`, lastModified: 'x' } });
      if (next) writings += 1;
      stored = next ?? stored;
    }
    expect(writings).toBe(3);
    expect(nextPublication(stored, { ...made, sha256: 'b'.repeat(64) })).toMatchObject({ restamps: 0 });
  });

  it('is asked for conditionally only where each bucket has it whole', () => {
    const state = (changed: Partial<PublishedMetadata>) => ({
      info: info({}),
      published: { ...made, ...changed },
    });
    const now = new Date(1);
    expect(sharedPublication([state({}), state({})], made.selection, now)).toEqual(made);
    expect(sharedPublication([state({}), state({ missing: 1 })], made.selection, now)).toBeUndefined();
    expect(sharedPublication([state({ upstream: {} })], made.selection, now)).toBeUndefined();
    expect(sharedPublication([state({})], selectionDigest('1.*'), now)).toBeUndefined();
    expect(sharedPublication([state({})], made.selection, new Date(0))).toBeUndefined();
  });
});
