import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distsOf } from '../../../../services/mirror/composer/dists.ts';
import type { PackageVersion } from '../../../../services/mirror/composer/metadata.ts';
import { PackageFilter } from '../../../../services/mirror/composer/package-filter.ts';

const all = new PackageFilter([]);
const version = (
  normalized: string,
  dist: Partial<NonNullable<PackageVersion['dist']>> = {},
): PackageVersion => ({
  pretty: normalized,
  normalized,
  dist: { type: 'zip', url: 'https://example.org/x.zip', reference: 'abc', shasum: '', ...dist },
});
const keys = (versions: PackageVersion[], filter = all) => [...distsOf('v/p', versions, filter).keys()];

describe('the dists of a package', () => {
  it('lie at paths by package, version and reference', () => {
    expect(keys([version('1.0.0.0')])).toEqual(['public/composer/dists/v/p/1.0.0.0/=abc.zip']);
  });

  it('do not collide where references are absent', () => {
    const dists = distsOf(
      'v/p',
      [version('1.0.0.0', { reference: null }), version('2.0.0.0', { reference: null })],
      all,
    );
    expect(dists.size).toBe(2);
    // The path says nothing of the content then; the origin does.
    const [first, second] = [...dists.values()];
    expect(first!.origin).toBeDefined();
    const moved = version('2.0.0.0', { reference: null, url: 'https://example.org/y.zip' });
    const [changed] = [...distsOf('v/p', [moved], all).values()];
    expect(changed!.key).toBe(second!.key);
    expect(changed!.origin).not.toBe(second!.origin);
  });

  it('never share a path, whatever versions and references are called', () => {
    const one = fc.tuple(fc.string({ minLength: 1 }), fc.option(fc.string()));
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { maxLength: 8, selector: ([v, r]) => JSON.stringify([v, r ?? '']) }),
        (pairs) => {
          const versions = pairs.map(([normalized, reference]) => version(normalized, { reference }));
          // Composer reads "0" as no reference, but keeps it in the path.
          expect(keys(versions)).toHaveLength(pairs.length);
        },
      ),
    );
  });

  it('leave out what is not wanted, can not be fetched, or nothing could verify', () => {
    const versions = [
      { pretty: '0.1', normalized: '0.1.0.0', dist: undefined },
      version('1.0.0.0', { url: '/srv/local.zip' }),
      version('2.0.0.0', { url: 'file:///srv/x.zip' }),
      version('3.0.0.0', { type: 'tar' }),
      version('4.0.0.0', { type: 'tar', shasum: 'da39a3ee' }),
      version('5.0.0.0', { type: '../x', shasum: 'da39a3ee' }),
      version('6.0.0.0'),
    ];
    expect(keys(versions)).toEqual([
      'public/composer/dists/v/p/4.0.0.0/=abc.tar',
      'public/composer/dists/v/p/6.0.0.0/=abc.zip',
    ]);
    expect(keys(versions, new PackageFilter(['v/p:6.*']))).toHaveLength(1);
  });

  it('come by plain HTTP only where a checksum tells them, or where the metadata came so itself', () => {
    const url = 'http://example.org/x.zip';
    const versions = [version('1.0.0.0', { url }), version('2.0.0.0', { url, shasum: 'da39a3ee' })];
    expect(keys(versions)).toEqual(['public/composer/dists/v/p/2.0.0.0/=abc.zip']);
    expect(distsOf('v/p', versions, all, { isPlain: true }).size).toBe(2);
  });
});
