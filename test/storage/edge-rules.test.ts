import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeRules } from '../../storage/edge-rules.ts';
import { publicKey } from '../../storage/keys.ts';

/** What nginx does with the rules; JavaScript's expressions agree with PCRE on those used. */
function atEdge(path: string): string | 404 {
  const { refuse, rewrites } = edgeRules('/bucket');
  if (refuse.some((pattern) => new RegExp(pattern, 's').test(path))) return 404;
  return rewrites.reduce((uri, { match, replace }) => uri.replace(new RegExp(match, 's'), replace), path);
}

const segment = fc.string({
  unit: fc.constantFrom(...'abcXYZ019-._~@+!:=,'.split('')),
  minLength: 1,
  maxLength: 12,
});
/** As nginx hands them on: dot segments resolved, slashes merged. */
const path = fc
  .tuple(fc.array(segment, { maxLength: 5 }), fc.oneof(segment, fc.constant('')))
  .filter(([directories]) => !directories.some((name) => name === '.' || name === '..'))
  .map(([directories, file]) => '/' + [...directories, file].join('/'));

describe('edgeRules', () => {
  it('put `=` before the file', () => {
    expect(atEdge('/composer/p2/a/b~dev.json')).toBe('/bucket/public/composer/p2/a/=b~dev.json');
    expect(atEdge('/simple/requests/')).toBe('/bucket/public/simple/requests/=');
    expect(atEdge('/=a/b,c,d=e')).toBe('/bucket/public/,3Da/=b,2Cc,2Cd,3De');
  });

  it('agree with publicKey wherever they do not refuse', () => {
    fc.assert(
      fc.property(path, (url) => {
        const result = atEdge(url);
        if (result === 404) expect(url.split(/[=,]/).length).toBeGreaterThan(5);
        else expect(result).toBe('/bucket/' + publicKey(url));
      }),
      { numRuns: 2000 },
    );
  });

  it('agree with publicKey up to the longest segment, and refuse a longer one', () => {
    const longest = '=,'.repeat(4) + 'x'.repeat(230);
    expect(atEdge('/' + longest)).toBe('/bucket/' + publicKey('/' + longest));
    expect(atEdge(`/${longest}x`)).toBe(404);
    expect(atEdge(`/${longest}x/a`)).toBe(404);
  });

  it.each(['/a b', '/a\\b', '/a%b', '/ü', '/a\nb', '/' + 'long/'.repeat(200)])('refuse %j', (url) => {
    expect(atEdge(url)).toBe(404);
  });
});
