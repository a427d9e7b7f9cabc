import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  internalKey,
  internalPrefix,
  MAX_KEY,
  MAX_SEGMENT,
  parseKey,
  publicKey,
  publicPrefix,
  urlPathOf,
} from '../../storage/keys.ts';

const odd = fc.constantFrom(
  '',
  '.',
  '..',
  '=',
  ',',
  '=3D',
  ',3D',
  ',,',
  ',2C',
  '\\',
  '\u0000',
  '\n',
  '%2F',
  'ü',
  '包',
);
const wellFormed = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed());
const long = fc.string({ unit: fc.constantFrom('a', 'b', ',', '='), minLength: 200, maxLength: 300 });
const segment = fc.oneof(odd, wellFormed, fc.string({ maxLength: 6 }), long);
const path = fc
  .array(
    segment.map((text) => text.replaceAll('/', '')),
    { minLength: 1, maxLength: 8 },
  )
  .map((segments) => '/' + segments.join('/'));

describe('publicKey', () => {
  it.each([
    ['composer', '/composer/p2/monolog/monolog.json', 'public/composer/p2/monolog/=monolog.json'],
    ['composer dev', '/composer/p2/a/b~dev.json', 'public/composer/p2/a/=b~dev.json'],
    ['npm scope', '/@babel/core', 'public/@babel/=core'],
    ['npm tarball', '/lodash/-/lodash-4.17.21.tgz', 'public/lodash/-/=lodash-4.17.21.tgz'],
    ['npm legacy', "/!~*'()", "public/=!~*'()"],
    ['pypi', '/simple/requests/', 'public/simple/requests/='],
    ['pypi epoch and local version', '/packages/x-1!2.0+cu12.tar.gz', 'public/packages/=x-1!2.0+cu12.tar.gz'],
    ['maven', '/org/a/b/1.0/b-1.0.jar.sha1', 'public/org/a/b/1.0/=b-1.0.jar.sha1'],
    ['go', '/github.com/!azure/x/@v/v1.0.0.zip', 'public/github.com/!azure/x/@v/=v1.0.0.zip'],
    ['debian', '/pool/main/g/g++/g++_12~rc1.deb', 'public/pool/main/g/g++/=g++_12~rc1.deb'],
    ['digest', '/v2/x/blobs/sha256:ab', 'public/v2/x/blobs/=sha256:ab'],
    ['the root', '/', 'public/='],
    ['marker and escape', '/=a/b,c=d', 'public/,3Da/=b,2Cc,3Dd'],
    ['dots', '/../x/./y/..', 'public/,2E,2E/x/,2E/y/=..'],
    ['empty segments', '//a//b', 'public/,/a/,/=b'],
    ['other bytes', '/a b/ü\\', 'public/a,20b/=,C3,BC,5C'],
  ])('maps %s', (_, url, key) => {
    expect(publicKey(url)).toBe(key);
    expect(urlPathOf(key)).toBe(url);
  });

  it('refuses what is not an absolute path, and broken Unicode, which would not be injective', () => {
    expect(() => publicKey('a/b')).toThrow(/must start with "\/"/);
    expect(() => publicKey('/\ud800')).toThrow(/not well-formed/);
  });

  it('gives different paths different keys', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        fc.pre(a !== b);
        expect(publicKey(a)).not.toBe(publicKey(b));
      }),
      { numRuns: 800 },
    );
  });

  it('never makes one key a directory of another', () => {
    const pair = fc
      .tuple(path, path)
      .chain(([a, b]) => fc.constantFrom<[string, string]>([a, b], [a, a + b]));
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(publicKey(b).startsWith(publicKey(a) + '/')).toBe(false);
        expect(publicKey(a).startsWith(publicKey(b) + '/')).toBe(false);
      }),
      { numRuns: 800 },
    );
  });

  it('stays within the limits of stores and file systems, in plain ASCII without dot segments', () => {
    fc.assert(
      fc.property(path, (url) => {
        const key = publicKey(url);
        expect(key).toMatch(/^[A-Za-z0-9\-._~@+!:'()*,=/]+$/);
        expect(key.length).toBeLessThanOrEqual(MAX_KEY);
        for (const part of key.split('/')) {
          expect(part.length).toBeLessThanOrEqual(MAX_SEGMENT);
          expect(['', '.', '..']).not.toContain(part);
        }
      }),
      { numRuns: 800 },
    );
  });

  it('can be reversed unless a name was hashed', () => {
    fc.assert(
      fc.property(path, (url) => {
        const key = publicKey(url);
        expect(urlPathOf(key)).toBe(key.includes(',,') ? undefined : url);
      }),
      { numRuns: 800 },
    );
  });

  it('hashes an over-long segment and keeps its beginning readable', () => {
    const name = 'x'.repeat(254);
    expect(publicKey('/' + name)).toBe('public/=' + name);
    expect(publicKey(`/${name}y`)).toMatch(/^public\/=x{128},,[0-9a-f]{64}$/);
    expect(publicKey(`/${name}yz/a`)).toMatch(/^public\/x{128},,[0-9a-f]{64}\/=a$/);
    expect(publicKey('/' + ','.repeat(200))).toMatch(/^public\/=(?:,2C){42},,[0-9a-f]{64}$/);
  });

  it('hashes an over-long path as a whole', () => {
    expect(publicKey('/' + 'dir/'.repeat(300))).toMatch(/^public\/,,\/=[0-9a-f]{64}$/);
  });
});

describe('internal keys', () => {
  it('are made of segments that may hold any character', () => {
    expect(internalKey('releases', 'a/b', 'c')).toBe('internal/releases/a,2Fb/=c');
    expect(parseKey('internal/releases/a,2Fb/=c')).toEqual({
      space: 'internal',
      segments: ['releases', 'a/b', 'c'],
    });
  });

  it('lie below the prefix of their directories', () => {
    expect(internalPrefix('releases', '=x')).toBe('internal/releases/,3Dx/');
    expect(internalKey('releases', '=x', 'y').startsWith(internalPrefix('releases', '=x'))).toBe(true);
    expect(publicKey('/composer/p2/a.json').startsWith(publicPrefix('/composer/p2/'))).toBe(true);
    expect(() => publicPrefix('/composer')).toThrow(/end with "\/"/);
  });
});

describe('parseKey', () => {
  it.each([
    '',
    'public',
    'public/a',
    'other/=a',
    'public/=a/=b',
    'public//=a',
    'public/=a,3d',
    'public/=a,41',
    'public/,,/=ab',
  ])('refuses %j, which publicKey never makes', (key) => {
    expect(parseKey(key)).toBeUndefined();
  });
});
