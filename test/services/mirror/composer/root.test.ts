import { describe, expect, it } from 'vitest';
import { ownRoot } from '../../../../services/mirror/composer/own-root.ts';
import { PackageFilter } from '../../../../services/mirror/composer/package-filter.ts';
import { readUpstreamRoot } from '../../../../services/mirror/composer/upstream-root.ts';

const url = 'https://repo.example.org/base/packages.json';
const read = (root: unknown) =>
  readUpstreamRoot(Buffer.from(typeof root === 'string' ? root : JSON.stringify(root)), url);

describe("an upstream's root", () => {
  it("is read with its URLs made absolute, as Composer takes them: '/' is the host's root", () => {
    expect(
      read({
        'metadata-url': '/p2/%package%.json',
        list: 'https://example.org/packages/list.json',
        search: '//s.example.org/?q=%query%',
        'notify-batch': 'https://example.org/downloads/',
        'providers-api': 'providers/%package%.json',
        'security-advisories': { metadata: true, 'api-url': '/api/advisories' },
        'metadata-changes-url': '/metadata/changes.json',
        warning: 'Mind the gap',
      }),
    ).toEqual({
      metadataUrl: 'https://repo.example.org/p2/%package%.json',
      listUrl: 'https://example.org/packages/list.json',
      passedOn: {
        list: 'https://example.org/packages/list.json',
        search: 'https://s.example.org/?q=%query%',
        'providers-api': 'https://repo.example.org/base/providers/%package%.json',
        'security-advisories': { metadata: true, 'api-url': 'https://repo.example.org/api/advisories' },
        warning: 'Mind the gap',
      },
    });
  });

  it.each([
    ['<html>', /it answered HTML/],
    ['', /an empty body/],
    ['{"packages": [', /broken JSON/],
    ['[]', /not an object/],
    [{ packages: [] }, /no metadata-url/],
    [{ 'provider-includes': {}, 'providers-url': '/p/%package%$%hash%.json' }, /version 1/],
    [{ packages: { 'a/b': {} } }, /inline/],
    [{ 'metadata-url': '/p2/' }, /%package%/],
  ])('is refused when it is %j', (root, reason) => {
    expect(() => read(root)).toThrow(reason);
  });
});

describe('our own root', () => {
  const make = (only: string[], packages: string[]) =>
    JSON.parse(
      ownRoot({
        filesUrl: 'https://files.example.org/',
        filter: new PackageFilter(only),
        packages,
        passedOn: { search: 'https://s.example.org' },
      }).toString(),
    ) as Record<string, unknown>;

  it('leads to the files. edge by absolute URLs, and prefers its own dists', () => {
    expect(make([], ['a/b'])).toEqual({
      packages: [],
      'metadata-url': 'https://files.example.org/composer/p2/%package%.json',
      mirrors: [
        {
          'dist-url': 'https://files.example.org/composer/dists/%package%/%version%/%reference%.%type%',
          preferred: true,
        },
      ],
      search: 'https://s.example.org',
    });
  });

  it('tells which packages there are where only: makes them few, and patterns where they are many', () => {
    expect(make(['a/*'], ['a/c', 'a/b'])['available-packages']).toEqual(['a/b', 'a/c']);
    const many = make(
      ['b/*', 'a/*'],
      Array.from({ length: 5000 }, (_, index) => `a/p${index}`),
    );
    expect(many['available-packages']).toBeUndefined();
    expect(many['available-package-patterns']).toEqual(['a/*', 'b/*']);
  });
});
