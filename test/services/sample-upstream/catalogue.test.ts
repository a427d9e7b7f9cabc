import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../../services/sample-upstream/catalogue.ts';
import { packageIndex, packageName } from '../../../services/sample-upstream/names.ts';
import { parseMetadata } from '../../../services/mirror/composer/metadata.ts';
import { normalizeVersion } from '../../../services/mirror/composer/version.ts';
import { ZipStructureCheck } from '../../../services/mirror/zip/structure-check.ts';

const catalogue = (packages = 30, seed = 1) => new Catalogue({ packages, seed, baseUrl: 'http://x.example' });
const versions = (from: Catalogue, name: string, kind: 'tagged' | 'dev' = 'tagged') =>
  parseMetadata(Buffer.from(JSON.stringify(from.metadata(name, kind))), name);

describe('the sample catalogue', () => {
  it('generates the same bytes from the same seed, and others from another', () => {
    expect([...catalogue().digests()]).toEqual([...catalogue().digests()]);
    expect([...catalogue(30, 2).digests()]).not.toEqual([...catalogue().digests()]);
  });

  it('serves a sound zip for every dist that its metadata names', () => {
    const all = catalogue();
    for (const name of all.names()) {
      for (const { dist } of [...versions(all, name), ...versions(all, name, 'dev')]) {
        const found = all.dist(decodeURI(new URL(dist!.url).pathname));
        const check = new ZipStructureCheck();
        check.push(found!.body);
        check.end();
      }
    }
  });

  it('normalises its versions as Composer does', () => {
    const all = catalogue();
    for (const name of all.names()) {
      for (const { pretty, normalized } of [...versions(all, name), ...versions(all, name, 'dev')]) {
        expect(normalizeVersion(pretty)).toBe(normalized);
      }
    }
  });

  it('has one package of each peculiar kind', () => {
    const all = catalogue(5);
    expect(versions(all, 'acme/unversioned')[0]!.dist!.reference).toBeNull();
    expect(versions(all, 'acme/svn-era')[0]!.dist!.reference).toMatch(/^r\d{4}$/);
    expect(versions(all, 'acme/calendar')[0]!.pretty).toBe('20251130');
    expect(versions(all, 'acme/prefixed').map(({ pretty }) => pretty)).toContain('v3.0.0+build.7');
    expect(versions(catalogue(), 'sample/http', 'dev').map(({ normalized }) => normalized)).toContain(
      'dev-feature/streams',
    );
  });

  it('knows its packages by name, and no others, however many there are', () => {
    for (const index of [0, 4, 29, 30, 129, 130, 4321])
      expect(packageIndex(packageName(index), 5000)).toBe(index);
    expect(packageIndex('sample/clock', 10)).toBeUndefined();
    for (const name of ['sample/none', 'bulk-0/package-07', 'bulk-0/package-100', 'constructor']) {
      expect(packageIndex(name, 5000)).toBeUndefined();
    }
    expect(catalogue().metadata('sample/none', 'tagged')).toBeUndefined();
    expect(catalogue().dist('/dists/sample/app/9.9.9.9/none.zip')).toBeUndefined();
  });

  it('refuses to be too small for its peculiar packages', () => {
    expect(() => catalogue(4)).toThrow(/from 5/);
  });
});
