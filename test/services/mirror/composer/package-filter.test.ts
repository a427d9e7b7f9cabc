import { describe, expect, it } from 'vitest';
import { PackageFilter } from '../../../../services/mirror/composer/package-filter.ts';
import { namesEveryPackage, selectPackages } from '../../../../services/mirror/composer/selection.ts';

describe('only:', () => {
  it.each([
    [[], 'any/thing', true],
    [['symfony/*'], 'symfony/console', true],
    [['symfony/*'], 'symfonyx/console', false],
    [['*/console'], 'symfony/console', true],
    [['a.b/c'], 'axb/c', false],
    [['laravel/framework:12.*'], 'laravel/framework', true],
  ])('%j on %s: %s', (only, name, selected) => {
    expect(new PackageFilter(only).selects(name)).toBe(selected);
  });

  it.each([
    ['v/p', 'v1.2.0', '1.2.0.0', true],
    ['v/p:1.*', 'v1.2.0', '1.2.0.0', true],
    ['v/p:1.2.0', 'v1.2.0', '1.2.0.0', true],
    ['v/p:v1.2.0', 'v1.2.0', '1.2.0.0', true],
    ['v/p:1.2.0.0', 'v1.2.0', '1.2.0.0', true],
    ['v/p:2.*', 'v1.2.0', '1.2.0.0', false],
    ['v/p:dev-*', 'dev-main', 'dev-main', true],
    ['v/p:*', 'anything', 'any', true],
    ['other/p', 'v1.2.0', '1.2.0.0', false],
  ])('%s takes version %s (%s) of v/p: %s', (only, pretty, normalized, taken) => {
    expect(new PackageFilter([only]).selectsVersion('v/p', pretty, normalized)).toBe(taken);
  });

  it('has a fingerprint that changes with what is taken of a package, and with nothing else', () => {
    const of = (...only: string[]) => new PackageFilter(only).fingerprint('v/p');
    expect(of('v/p:1.*', 'v/p:2.*')).toBe(of('v/p:2.*', 'x/y', 'v/p:1.*'));
    expect(of('v/p:1.*')).not.toBe(of('v/p:2.*'));
    expect(of('v/*')).toBe(of());
    expect(of('v/p', 'v/p:1.*')).toBe(of());
  });

  it('selects from the list, and what it names in full in any case', () => {
    const listed = ['b/b', 'A/A', 'b/b', 'not a name', 'c/c', 'b/../x'];
    expect(selectPackages(listed, new PackageFilter([]))).toEqual(['a/a', 'b/b', 'c/c']);
    expect(selectPackages(listed, new PackageFilter(['b/*', 'z/unlisted:1.*']))).toEqual([
      'b/b',
      'z/unlisted',
    ]);
    expect(namesEveryPackage(new PackageFilter(['a/b', 'c/d:1.*']))).toBe(true);
    expect(namesEveryPackage(new PackageFilter(['a/*']))).toBe(false);
    expect(namesEveryPackage(new PackageFilter([]))).toBe(false);
  });
});
