/**
 * Compares the leading `major.minor.patch` of versions as tools print them (`v3.250.0`, `go1.26.8`, `1.21`); a part that
 * is absent counts as 0, and a pre-release as older than its release. Negative: `a` is older.
 *
 * @throws where one has no number in it
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  for (const part of ['major', 'minor', 'patch'] as const) {
    if (left[part] !== right[part]) return left[part] - right[part];
  }
  return Number(right.preRelease) - Number(left.preRelease);
}

/** New enough and of the same major version, within which tools stay compatible. */
export function satisfies(found: string, wanted: string): boolean {
  return parse(found).major === parse(wanted).major && compareVersions(found, wanted) >= 0;
}

function parse(version: string) {
  const match = /(\d+)(?:\.(\d+))?(?:\.(\d+))?(-|rc|beta|alpha)?/.exec(version);
  if (!match) throw new Error(`${JSON.stringify(version)} is no version: expected something like 1.2.3`);
  const [, major, minor, patch, preRelease] = match;
  return {
    major: Number(major),
    minor: Number(minor ?? 0),
    patch: Number(patch ?? 0),
    preRelease: !!preRelease,
  };
}
