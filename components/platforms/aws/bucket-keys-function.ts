import { PLAIN, PUBLIC } from '../../../storage/keys.ts';

/**
 * JavaScript of CloudFront's own runtime (cloudfront-js-2.0) that turns a URL's path into the bucket's key, as
 * `publicKey` of storage/keys.ts does: the last segment is marked by `=`, a byte that is not plain becomes `,` and two
 * digits. Over-long names, whose keys are hashed, are not found.
 */
export const BUCKET_KEYS_FUNCTION = `const plain = /^[${PLAIN}]$/;

function byte(code) {
  const character = String.fromCharCode(code);
  if (plain.test(character)) return character;
  return ',' + (code < 16 ? '0' : '') + code.toString(16).toUpperCase();
}

function encode(segment) {
  return segment.replace(/%([0-9A-Fa-f]{2})|[^]/g, (given, digits) =>
    byte(digits ? parseInt(digits, 16) : given.charCodeAt(0)));
}

function directory(segment) {
  const encoded = encode(segment);
  if (encoded === '') return ',';
  return encoded === '.' || encoded === '..' ? encoded.split('.').join(',2E') : encoded;
}

function handler(event) {
  const request = event.request;
  const segments = request.uri.split('/').slice(1);
  const file = segments.pop();
  const key = ['${PUBLIC}'].concat(segments.map(directory), '=' + encode(file)).join('/');
  // S3 takes a bare plus sign for a space.
  request.uri = '/' + key.split('+').join('%2B');
  return request;
}
`;
