import { bad, parseJson } from './json.ts';
import { MAX_VERSION_LENGTH, normalizeVersion } from './version.ts';

/** Versions in one file; of those with the most, a release every working day for ten years makes some 3,500. */
export const MAX_VERSIONS = 20_000;

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
    throw bad(`speaks of other packages than ${packageName}`, Object.keys(packages).slice(0, 3).join(', '));
  }
  if (!Array.isArray(versions ?? [])) throw bad(`lists its versions as ${describe(versions)}, not as a list`);
  const entries = ((versions ?? []) as unknown[]).map((entry, index) => {
    if (!isObject(entry)) throw bad(`version ${index} is ${describe(entry)}, not an object`);
    return entry;
  });
  if (entries.length > MAX_VERSIONS) {
    throw bad(`lists ${entries.length} versions; allowed: at most ${MAX_VERSIONS}`);
  }
  return Array.from(expand(entries, document['minified']), readVersion);
}

/** What is read of an entry. */
const FIELDS = ['version', 'version_normalized', 'dist'] as const;

/**
 * The `composer/2.0` form: every entry is the difference to the one before it. Only the fields that are read are
 * carried on: copies of whole entries would cost the product of versions and keys.
 */
function* expand(entries: readonly Json[], minified: unknown): Generator<Json> {
  if (minified === undefined || minified === false || minified === null) return yield* entries;
  if (minified !== 'composer/2.0') {
    throw bad('is minified otherwise than as "composer/2.0"', JSON.stringify(minified));
  }
  const current: Json = {};
  for (const entry of entries) {
    for (const field of FIELDS) {
      if (!Object.hasOwn(entry, field)) continue;
      if (entry[field] === '__unset') delete current[field];
      else current[field] = entry[field];
    }
    yield current;
  }
}

function readVersion(entry: Json): PackageVersion {
  const { version: pretty, version_normalized: given } = entry;
  if (typeof pretty !== 'string') throw bad(`has a version that is ${describe(pretty)}, not a string`);
  checkVersion(pretty);
  // Composer 1 wrote the default branch so; the client normalises it again.
  const isUsable = typeof given === 'string' && given !== '' && given !== '9999999-dev';
  if (isUsable) checkVersion(given);
  const normalized = isUsable ? given : normalizeVersion(pretty);
  if (normalized === undefined) throw bad('has a version that Composer refuses', JSON.stringify(pretty));
  return { pretty, normalized, dist: readDist(entry['dist'], pretty) };
}

function readDist(dist: unknown, pretty: string): PackageVersion['dist'] {
  if (dist === undefined || dist === null) return undefined;
  if (!isObject(dist)) throw bad(`has a dist that is ${describe(dist)}, not an object`, pretty);
  const { type, url, reference = null, shasum } = dist;
  if (typeof type !== 'string' || typeof url !== 'string')
    throw bad('has a dist without type or url', pretty);
  if (reference !== null && typeof reference !== 'string') {
    throw bad(`has a dist reference that is ${describe(reference)}, not a string`, pretty);
  }
  for (const text of [type, url, reference ?? '']) checkUnicode(text, 'has a dist');
  return { type, url, reference, shasum: typeof shasum === 'string' ? shasum.toLowerCase() : '' };
}

function checkVersion(version: string): void {
  if (version.length > MAX_VERSION_LENGTH) {
    throw bad(`has a version of ${version.length} characters; allowed: at most ${MAX_VERSION_LENGTH}`);
  }
  checkUnicode(version, 'has a version');
}

/** PHP, and so Composer, refuses a document with half a surrogate pair; no path and no key can be made of one. */
function checkUnicode(text: string, whose: string): void {
  if (!text.isWellFormed()) throw bad(`${whose} that is not well-formed Unicode`);
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
