import { describe, expect, it } from 'vitest';
import { distsOf } from '../../../../services/mirror/composer/dists.ts';
import { MAX_VALUES, MetadataError } from '../../../../services/mirror/composer/json.ts';
import { MAX_VERSIONS, parseMetadata } from '../../../../services/mirror/composer/metadata.ts';
import { PackageFilter } from '../../../../services/mirror/composer/package-filter.ts';
import { isPackageName } from '../../../../services/mirror/composer/package-name.ts';
import { MAX_VERSION_LENGTH, normalizeVersion } from '../../../../services/mirror/composer/version.ts';

/** What a quadratic or exponential reading of these inputs would take minutes, or for ever, to miss. */
const DEADLINE = 10_000;
const LONG = 100_000;

const dist = { type: 'zip', url: 'https://example.org/x.zip', reference: 'abc', shasum: '' };
const parse = (versions: unknown, more: object = {}) =>
  parseMetadata(Buffer.from(JSON.stringify({ packages: { 'v/p': versions }, ...more })), 'v/p');

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(MetadataError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('metadata that no client could use is refused as such', () => {
  it.each([
    ['version', { version: '1.0\ud800', version_normalized: '1.0.0.0' }],
    ['normalised version', { version: '1.0', version_normalized: 'dev-\udc00' }],
    ['reference', { version: '1.0', dist: { ...dist, reference: 'r\ud800' } }],
    ['URL', { version: '1.0', dist: { ...dist, url: 'https://example.org/\udfff' } }],
    ['type', { version: '1.0', dist: { ...dist, type: 'zip\udfff' } }],
  ])('with half a surrogate pair in a %s', (_, entry) => {
    const all = new PackageFilter([]);
    expect(refusal(() => distsOf('v/p', parse([{ dist, ...entry }]), all))).toMatch(/Unicode/);
  });

  it('with a version longer than any registry takes', () => {
    const version = `dev-${'x'.repeat(MAX_VERSION_LENGTH)}`;
    expect(refusal(() => parse([{ version }]))).toMatch(new RegExp(`${MAX_VERSION_LENGTH + 4}.*allowed`));
    expect(refusal(() => parse([{ version: '1.0', version_normalized: version }]))).toMatch(/allowed/);
  });

  it('with more versions than any package has', () => {
    const versions = Array.from({ length: MAX_VERSIONS + 1 }, () => ({ version: '1.0' }));
    expect(parse(versions.slice(1))).toHaveLength(MAX_VERSIONS);
    expect(refusal(() => parse(versions))).toMatch(new RegExp(`${MAX_VERSIONS + 1} versions`));
  });

  it('with more values than memory should hold, before they are made', () => {
    const body = Buffer.from(`{"packages":{"v/p":[]},"x":[${'[],'.repeat(MAX_VALUES / 2)}0]}`);
    expect(refusal(() => parseMetadata(body, 'v/p'))).toMatch(/values/);
  });
});

describe('hostile names and versions take no longer than honest ones', () => {
  it.each([
    ['digits', '1'.repeat(LONG)],
    ['a version with digits and no end', `1.0.0-beta${'1'.repeat(LONG)}!`],
    ['a version with separated digits', `1.0.0-beta${'.1'.repeat(LONG)}!`],
    ['dots', `1${'.1'.repeat(LONG)}`],
    ['a date', `2024${'-01'.repeat(LONG)}x`],
    ['an alias', `1 ${' as '.repeat(LONG)}`],
    ['marks', '@'.repeat(LONG)],
    ['a build', `1${'+'.repeat(LONG)} x`],
    ['a branch', `${'-'.repeat(LONG)}de`],
    ['spaces', `1.${' '.repeat(LONG)}x`],
  ])('%s', { timeout: DEADLINE }, (_, version) => {
    expect(normalizeVersion(version)).toBeUndefined();
  });

  it('a package name', { timeout: DEADLINE }, () => {
    expect(isPackageName('a'.repeat(200))).toBe(false);
    expect(isPackageName(`a/${'a'.repeat(197)}!`)).toBe(false);
    expect(isPackageName(`${'a'.repeat(99)}/${'a-b'.repeat(33)}`)).toBe(true);
  });

  it('a version against a pattern with many stars', { timeout: DEADLINE }, () => {
    const filter = new PackageFilter(['v/p:*a*a*a*a*a*a*a*a*b']);
    expect(filter.selectsVersion('v/p', 'a'.repeat(2000), '1.0.0.0')).toBe(false);
  });

  it('a list of differences to one entry with many keys', { timeout: DEADLINE }, () => {
    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 0]));
    const differences = Array.from({ length: MAX_VERSIONS - 1 }, (_, index) => ({ version: `1.${index}` }));
    const versions = parse([{ version: '0.1', dist, ...keys }, ...differences], { minified: 'composer/2.0' });
    expect(versions.at(-1)).toMatchObject({ pretty: `1.${MAX_VERSIONS - 2}`, dist });
  });
});
