import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseCanonicalJson, type Json } from '../../release/canonical-json.ts';
import { FormatError, RollbackError, SignatureError } from '../../release/errors.ts';
import { encodePointer, readPointer, type Pointer } from '../../release/pointer.ts';
import { generateSigningKey, keyId, publicKeyOf, signText } from '../../release/signing.ts';

const key = generateSigningKey();
const other = generateSigningKey();
const digest = (digit: string) => digit.repeat(64);
const pointer: Pointer = {
  format: 1,
  channel: 'services',
  epoch: 7,
  root: { id: digest('a'), length: 100 },
  maps: [{ id: digest('b'), length: 200 }],
  packs: [{ id: digest('c'), length: 300 }],
  files: 2,
  bytes: 400,
  created: '2026-11-22T00:00:00.000Z',
};
const expected = { channel: 'services', epoch: 7, publicKeys: [key.publicKey] };

/** Signed as it should be, whatever it says. */
function signed(value: object): Buffer {
  const text = canonicalJson(value as Json);
  const sig = signText('skerry-release-pointer 1', text, key.privateKey);
  return Buffer.from(
    canonicalJson({ signed: value as Json, signatures: [{ keyId: keyId(key.publicKey), sig }] }),
  );
}

const nested = (before: string, depth: number, after: string) =>
  Buffer.from(before + '['.repeat(depth / 2) + ']'.repeat(depth / 2) + after);

describe('readPointer', () => {
  it('gives back what was signed', () => {
    expect(readPointer(encodePointer(pointer, key.privateKey), expected)).toEqual(pointer);
    expect(signed(pointer)).toEqual(encodePointer(pointer, key.privateKey));
  });

  it('takes any one of the trusted keys', () => {
    const publicKeys = [other.publicKey, key.publicKey];
    expect(readPointer(encodePointer(pointer, key.privateKey), { ...expected, publicKeys })).toEqual(pointer);
  });

  it.each<[string, Buffer, object, RegExp | typeof FormatError]>([
    [
      'an unknown signer',
      encodePointer(pointer, other.privateKey),
      {},
      /is signed by key [0-9a-f]{64}; trusted/,
    ],
    [
      'another channel',
      encodePointer({ ...pointer, channel: 'x' }, key.privateKey),
      {},
      /was signed as x\/7/,
    ],
    [
      'another epoch',
      encodePointer({ ...pointer, epoch: 6 }, key.privateKey),
      {},
      /was signed as services\/6/,
    ],
    ['an epoch before', signed(pointer), { seen: { epoch: 8, root: digest('a') } }, /older than epoch 8/],
    [
      'a changed epoch',
      signed(pointer),
      { seen: { epoch: 7, root: digest('f') } },
      /but f{64} when it was seen/,
    ],
    ['a later format', signed({ ...pointer, format: 2, news: 1 }), {}, /has format 2; this program knows 1/],
    ['an unknown member', signed({ ...pointer, extra: 1 }), {}, /unknown member "extra"/],
    ['a bad digest', signed({ ...pointer, root: { id: 'A', length: 1 } }), {}, /root of .* is not a SHA-256/],
    ['a negative count', signed({ ...pointer, files: -1 }), {}, /files of .* is not a count/],
    ['too many bytes', signed({ ...pointer, bytes: 2 ** 50 }), {}, /at most/],
    ['blanks', Buffer.from(`${signed(pointer).toString()} `), {}, /is not a signed text/],
    ['no JSON', Buffer.from('<html>'), {}, /is not a signed text: it begins with "<html>"/],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, /is not a signed text/],
    ['null', Buffer.from('null'), {}, /is not a signed text/],
    ['nobody', Buffer.from(canonicalJson({ signed: {}, signatures: [] })), {}, /is signed by nobody/],
    ['no signatures', Buffer.from('{"signatures":[[]],"signed":{}}'), {}, /signature of .* is not an object/],
    ['nested signatures', nested('{"signatures":', 4000, ',"signed":{}}'), {}, /is not an object/],
    [
      'an endless list of them',
      nested('{"signatures":', 100_000, ',"signed":{}}'),
      {},
      /is not a signed text/,
    ],
    ['an unsigned nested text', nested('{"signatures":[],"signed":', 100_000, '}'), {}, /signed by nobody/],
    ['a huge body', Buffer.alloc(2 ** 20 + 1), {}, /has 1048577 bytes/],
  ])('refuses %s', (_, bytes, change, message) => {
    expect(() => readPointer(bytes, { ...expected, ...change })).toThrow(message);
  });

  it('has an error class for each kind of refusal', () => {
    const bytes = signed(pointer);
    const seen = { epoch: 8, root: digest('a') };
    expect(() => readPointer(bytes, { ...expected, publicKeys: [other.publicKey] })).toThrow(SignatureError);
    expect(() => readPointer(bytes, { ...expected, seen })).toThrow(RollbackError);
    expect(() => readPointer(Buffer.from('{}'), expected)).toThrow(SignatureError);
    expect(() => readPointer(signed({ ...pointer, format: 2 }), expected)).toThrow(FormatError);
    // One that was signed for elsewhere is out of place, whatever its format.
    expect(() => readPointer(signed({ ...pointer, format: 2, epoch: 6 }), expected)).toThrow(SignatureError);
  });

  it('notices any flipped bit', () => {
    const bytes = encodePointer(pointer, key.privateKey);
    fc.assert(
      fc.property(fc.nat(bytes.byteLength - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1 << bit;
        expect(() => readPointer(changed, expected)).toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('canonical JSON', () => {
  const json = fc.jsonValue({ noUnicodeString: false }).filter((value) => isCanonical(value));

  function isCanonical(value: unknown): boolean {
    if (value === null) return false;
    if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
    if (typeof value === 'string') return value.isWellFormed();
    if (typeof value === 'object') return Object.entries(value).flat().every(isCanonical);
    return true;
  }

  it('has one text for one value, which reads back as that value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value as Json);
        expect(parseCanonicalJson(Buffer.from(text), 'it')).toEqual(value);
      }),
    );
    expect(canonicalJson({ b: 1, a: [true, 'ü\n'] })).toBe('{"a":[true,"ü\\n"],"b":1}');
    expect(() => canonicalJson(1.5)).toThrow(/not a safe integer/);
    expect(() => parseCanonicalJson(Buffer.from('{"b":1,"a":2}'), 'it')).toThrow(/it is not canonical/);
    expect(() => parseCanonicalJson(Buffer.from('{"a":1,"a":1}'), 'it')).toThrow(/it is not canonical/);
  });
});

describe('a signing key', () => {
  it('has a public half that either half gives', () => {
    expect(publicKeyOf(key.privateKey)).toBe(key.publicKey);
    expect(publicKeyOf(key.publicKey)).toBe(key.publicKey);
    expect(keyId(key.publicKey)).not.toBe(keyId(other.publicKey));
  });
});
