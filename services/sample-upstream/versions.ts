import { createHash } from 'node:crypto';
import { packageName } from './names.ts';
import { hash32 } from './random.ts';

export interface Version {
  pretty: string;
  /** As Composer's VersionParser makes it of `pretty`. */
  normalized: string;
  major: number;
  reference: string | null;
  released: Date;
}

const EPOCH = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/** Tagged versions, newest first. */
export function taggedVersions(seed: number, index: number): Version[] {
  const name = packageName(index);
  const make = (pretty: string, normalized: string, major: number, age: number): Version => ({
    pretty,
    normalized,
    major,
    reference: reference(seed, name, pretty),
    released: new Date(EPOCH - age * DAY - (hash32(seed, name, pretty) % DAY)),
  });
  if (name === 'acme/calendar') {
    return [make('20251130', '20251130', 20251130, 1), make('20241130', '20241130', 20241130, 366)];
  }
  if (name === 'acme/prefixed') {
    return [
      make('v3.2.0-RC1', '3.2.0.0-RC1', 3, 1),
      make('v3.1', '3.1.0.0', 3, 30),
      make('v3.0.0+build.7', '3.0.0.0', 3, 60),
    ];
  }
  const versions: Version[] = [];
  for (let major = newestMajor(seed, index); major >= 1; major--) {
    for (let minor = hash32(seed, name, major) % 3; minor >= 0; minor--) {
      const patch = hash32(seed, name, major, minor) % 4;
      const pretty = `${major}.${minor}.${patch}`;
      versions.push(make(pretty, `${pretty}.0`, major, 10 * versions.length + 1));
    }
  }
  return versions;
}

/** The default branch, and for one package a branch whose name has a slash. */
export function branches(seed: number, index: number): Version[] {
  const name = packageName(index);
  const names = name === 'sample/http' ? ['dev-main', 'dev-feature/streams'] : ['dev-main'];
  return names.map((pretty) => ({
    pretty,
    normalized: pretty,
    major: 0,
    reference: reference(seed, name, pretty),
    released: new Date(EPOCH),
  }));
}

export function newestMajor(seed: number, index: number): number {
  return 1 + (hash32(seed, 'majors', packageName(index)) % 3);
}

function reference(seed: number, name: string, pretty: string): string | null {
  if (name === 'acme/unversioned') return null;
  if (name === 'acme/svn-era') return `r${1000 + (hash32(seed, name, pretty) % 9000)}`;
  return createHash('sha1').update(`${seed} ${name} ${pretty}`).digest('hex');
}
