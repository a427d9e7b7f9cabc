import { normalizeVersion } from './version.ts';

/** What an upstream's p2 file says that isn't what a client could use. */
export class MetadataError extends Error {
  override readonly name = 'MetadataError';
  readonly kind: 'not-json' | 'bad-metadata';

  constructor(kind: 'not-json' | 'bad-metadata', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** One version, as far as a mirror needs it. */
export interface PackageVersion {
  pretty: string;
  normalized: string;
  dist: { type: string; url: string; reference: string | null; shasum: string } | undefined;
}

type Json = Record<string, unknown>;

/**
 * The versions that a p2 file lists for this package.
 *
 * @throws MetadataError
 */
export function parseMetadata(body: Uint8Array, packageName: string): PackageVersion[] {
  const document = parseJson(body);
  if (!isObject(document)) throw bad(`is ${describe(document)}, not an object`);
  const packages = document['packages'];
  // PHP writes an empty map as a list.
  if (Array.isArray(packages) && packages.length === 0) return [];
  if (!isObject(packages)) throw bad(`"packages" is ${describe(packages)}, not an object`);
  const versions = packages[packageName];
  if (versions === undefined && Object.keys(packages).length > 0) {
    throw bad(`speaks of ${Object.keys(packages).slice(0, 3).join(', ')}, not of ${packageName}`);
  }
  if (!Array.isArray(versions ?? [])) throw bad(`lists its versions as ${describe(versions)}, not as a list`);
  const entries = ((versions ?? []) as unknown[]).map((entry, index) => {
    if (!isObject(entry)) throw bad(`version ${index} is ${describe(entry)}, not an object`);
    return entry;
  });
  return [...expand(entries, document['minified'])].map(readVersion);
}

/** @throws MetadataError with the beginning of what isn't JSON */
export function parseJson(body: Uint8Array): unknown {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text.trimStart().slice(0, 40);
    const what = start === '' ? 'an empty body' : start.startsWith('<') ? 'HTML' : 'broken JSON';
    const reason = `${what} (${JSON.stringify(start)}): ${(error as Error).message}`;
    throw new MetadataError('not-json', reason);
  }
}

/** The `composer/2.0` form: every entry is the difference to the one before it. */
function* expand(entries: readonly Json[], minified: unknown): Generator<Json> {
  if (minified === undefined || minified === false || minified === null) return yield* entries;
  if (minified !== 'composer/2.0') {
    throw bad(`is minified as ${JSON.stringify(minified)}; known: "composer/2.0"`);
  }
  let current: Json = {};
  for (const entry of entries) {
    current = { ...current, ...entry };
    for (const [key, value] of Object.entries(entry)) {
      if (value === '__unset') delete current[key];
    }
    yield current;
  }
}

function readVersion(entry: Json): PackageVersion {
  const { version: pretty, version_normalized: given } = entry;
  if (typeof pretty !== 'string') throw bad(`has a version that is ${describe(pretty)}, not a string`);
  // Composer 1 wrote the default branch so; the client normalises it again.
  const isUsable = typeof given === 'string' && given !== '' && given !== '9999999-dev';
  const normalized = isUsable ? given : normalizeVersion(pretty);
  if (normalized === undefined)
    throw bad(`has the version ${JSON.stringify(pretty)}, which Composer refuses`);
  return { pretty, normalized, dist: readDist(entry['dist'], pretty) };
}

function readDist(dist: unknown, pretty: string): PackageVersion['dist'] {
  if (dist === undefined || dist === null) return undefined;
  if (!isObject(dist)) throw bad(`${pretty} has a dist that is ${describe(dist)}, not an object`);
  const { type, url, reference = null, shasum } = dist;
  if (typeof type !== 'string' || typeof url !== 'string')
    throw bad(`${pretty} has a dist without type or url`);
  if (reference !== null && typeof reference !== 'string') {
    throw bad(`${pretty} has a dist reference that is ${describe(reference)}, not a string`);
  }
  return { type, url, reference, shasum: typeof shasum === 'string' ? shasum.toLowerCase() : '' };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  return value === undefined
    ? 'absent'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a list'
        : `a ${typeof value}`;
}

function bad(message: string): MetadataError {
  return new MetadataError('bad-metadata', message);
}
