import { isDeepStrictEqual } from 'node:util';

type Version = Record<string, unknown>;

/** The `composer/2.0` form of metadata: every version is the difference to the one before it. */
export function minify(versions: readonly Version[]): Version[] {
  return versions.map((version, index) => {
    const before = versions[index - 1];
    if (!before) return version;
    const changed = Object.entries(version).filter(([key, value]) => !isDeepStrictEqual(before[key], value));
    const gone = Object.keys(before).filter((key) => !(key in version));
    return { ...Object.fromEntries(changed), ...Object.fromEntries(gone.map((key) => [key, '__unset'])) };
  });
}
