import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUCKET_KEYS_FUNCTION } from '../../../../components/platforms/aws/bucket-keys-function.ts';
import { publicKey } from '../../../../storage/keys.ts';

const handler = runInNewContext(`${BUCKET_KEYS_FUNCTION}; handler`) as (event: {
  request: { uri: string };
}) => { uri: string };
const keyOf = (uri: string) => handler({ request: { uri } }).uri;

test('a package lies where the sync has put it', () => {
  expect(keyOf('/composer/p2/symfony/console~dev.json')).toBe(
    '/public/composer/p2/symfony/=console~dev.json',
  );
});

test('a plus sign is spelt out, because S3 takes it for a space', () => {
  expect(keyOf('/deb/g++_12.2.0-3_amd64.deb')).toBe('/public/deb/=g%2B%2B_12.2.0-3_amd64.deb');
});

test('any path becomes the key that the storage gives it', () => {
  const segment = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('/'));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), (segments) => {
      const uri = `/${segments.map(encodeURIComponent).join('/')}`;
      expect(decodeURIComponent(keyOf(uri))).toBe(`/${publicKey(`/${segments.join('/')}`)}`);
    }),
  );
});
