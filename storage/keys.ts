import { createHash } from 'node:crypto';

/**
 * URL paths ↔ keys of a bucket.
 *
 *     /composer/p2/monolog/monolog.json   →  public/composer/p2/monolog/=monolog.json
 *     /@babel/core                        →  public/@babel/=core
 *     /simple/requests/                   →  public/simple/requests/=
 *
 * `=` begins the file, the last segment, and no directory begins with it: so no key is a directory of another
 * (npm's `lodash` beside `lodash/-/lodash-4.17.21.tgz`), which stores that keep files on disk could not hold.
 *
 * Plain characters stand for themselves; they cover what names of npm, PyPI, Maven, Go, Debian and Composer are made
 * of. Any other byte of the UTF-8 form is `,` and two upper-case hex digits (`=` → `,3D`). In directories the empty
 * segment is `,`, and `.` and `..` are `,2E` and `,2E,2E`. What would be too long for a file system or a store keeps
 * its beginning, then `,,` and the SHA-256 of the whole segment: `,,` occurs nowhere else.
 */
export const PUBLIC = 'public';
export const INTERNAL = 'internal';

/** Bytes of one segment: the limit of ext4, xfs and others for a file's name. */
export const MAX_SEGMENT = 255;
/** Bytes of a key: S3's limit. */
export const MAX_KEY = 1024;
/** Where `MAX_SEGMENT` is exceeded, this much of a segment stays readable. */
const KEPT = 128;

/** What stands for itself in a key, as the inside of a regular expression's character class. */
export const PLAIN = "A-Za-z0-9\\-._~@+!:'()*";
const PLAIN_SEGMENT = new RegExp(`^[${PLAIN}]*$`);
const PLAIN_BYTE = new RegExp(`^[${PLAIN}]$`);

/**
 * Key of a URL path: decoded (no `%2F`), starting with `/`, without query.
 * Throws a `RangeError` where the path isn't that.
 */
export function publicKey(path: string): string {
  if (!path.startsWith('/')) {
    throw new RangeError(`URL path ${JSON.stringify(path)} must start with "/"`);
  }
  return join(PUBLIC, path.slice(1).split('/'));
}

/** Key for our own use, not readable by the CDN edge. At least one segment; they may hold any character. */
export function internalKey(...segments: [string, ...string[]]): string {
  return join(INTERNAL, segments);
}

/** For `list`: every key below these directories. */
export function internalPrefix(...directories: string[]): string {
  return [INTERNAL, ...directories.map(encodeDirectory), ''].join('/');
}

/** As `internalPrefix`, for the directory of a URL path such as `/composer/p2/`. */
export function publicPrefix(directory: string): string {
  if (!directory.startsWith('/') || !directory.endsWith('/')) {
    throw new RangeError(`directory ${JSON.stringify(directory)} must start and end with "/"`);
  }
  return [PUBLIC, ...directory.split('/').slice(1, -1).map(encodeDirectory), ''].join('/');
}

export interface ParsedKey {
  space: typeof PUBLIC | typeof INTERNAL;
  segments: string[];
}

/** The way back; `undefined` for a key that isn't ours or whose name was hashed because of its length. */
export function parseKey(key: string): ParsedKey | undefined {
  const [space, ...encoded] = key.split('/');
  const file = encoded.pop();
  if ((space !== PUBLIC && space !== INTERNAL) || file === undefined || !file.startsWith('='))
    return undefined;
  const segments = [...encoded.map(decodeDirectory), decode(file.slice(1))];
  if (!segments.every((segment) => segment !== undefined)) return undefined;
  const canonical = join(space, segments);
  return canonical === key ? { space, segments } : undefined;
}

/** URL path of a public key; `undefined` as in `parseKey`. */
export function urlPathOf(key: string): string | undefined {
  const parsed = parseKey(key);
  if (parsed?.space !== PUBLIC) return undefined;
  return '/' + parsed.segments.join('/');
}

function join(space: string, segments: readonly string[]): string {
  const directories = segments.slice(0, -1);
  const file = segments[segments.length - 1] ?? '';
  const key = [space, ...directories.map(encodeDirectory), encodeFile(file)].join('/');
  if (key.length <= MAX_KEY) return key;
  return `${space}/,,/=${sha256(key)}`;
}

function encodeFile(name: string): string {
  return '=' + shorten(name, encode(name), MAX_SEGMENT - 1);
}

function encodeDirectory(name: string): string {
  if (name === '') return ',';
  if (name === '.' || name === '..') return name.replaceAll('.', ',2E');
  return shorten(name, encode(name), MAX_SEGMENT);
}

function decodeDirectory(encoded: string): string | undefined {
  if (encoded === ',') return '';
  return encoded === '' ? undefined : decode(encoded);
}

function encode(name: string): string {
  if (PLAIN_SEGMENT.test(name)) return name;
  if (!name.isWellFormed()) {
    throw new RangeError(`${JSON.stringify(name)} is not well-formed Unicode and can't be part of a key`);
  }
  let encoded = '';
  for (const byte of Buffer.from(name, 'utf8')) {
    const character = String.fromCharCode(byte);
    encoded += PLAIN_BYTE.test(character) ? character : ',' + hex(byte);
  }
  return encoded;
}

function decode(encoded: string): string | undefined {
  if (!/^(?:[^,]|,[0-9A-F]{2})*$/.test(encoded)) return undefined;
  const bytes = encoded.replace(/,(..)/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function shorten(name: string, encoded: string, limit: number): string {
  if (encoded.length <= limit) return encoded;
  // Not in the middle of an escape.
  const kept = encoded.slice(0, KEPT).replace(/,.?$/, '');
  return `${kept},,${sha256(name)}`;
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
