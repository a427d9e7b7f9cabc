import { createHash } from 'node:crypto';
import { publicKey } from '../../../storage/keys.ts';
import { DIST_TEMPLATE } from './layout.ts';
import type { PackageVersion } from './metadata.ts';
import { processUrl } from './mirror-url.ts';
import type { PackageFilter } from './package-filter.ts';

/** An archive that a package's metadata names and that belongs into the mirror. */
export interface Dist {
  key: string;
  url: string;
  type: string;
  /** SHA-1 in hex; empty where the upstream doesn't tell (code hosts' archives). */
  shasum: string;
  /**
   * Set where the path doesn't identify the bytes: a dist without a reference keeps its path when its content
   * changes. What was fetched under the same origin need not be fetched again.
   */
  origin?: string;
}

/**
 * Whether other bytes may once be stored under the dist's key: those of a dist without a reference, and of one whose
 * upstream builds it again and tells another checksum. The rest, code hosts' archives of a commit, stay as they were
 * first had.
 */
export function isReplaceable({ origin, shasum }: Dist): boolean {
  return origin !== undefined || shasum !== '';
}

/** Whether a stored dist, by its object's metadata, is the one that the package's metadata means. */
export function isCurrent(dist: Dist, stored: Readonly<Record<string, string>> | undefined): boolean {
  if (dist.origin !== undefined) return stored?.['origin'] === dist.origin;
  return dist.shasum === '' || stored?.['sha1'] === dist.shasum;
}

/**
 * The dists to mirror, each once. Left out, so that clients take them from where the metadata says: what `only:`
 * doesn't name, what can't be fetched by HTTP, and what nothing could verify (no zip, no checksum; on its way by plain
 * HTTP, no checksum): the mirror would serve by HTTPS what anyone may have put there.
 *
 * @param isPlain whether the metadata itself came by plain HTTP: then its dists may, too
 */
export function distsOf(
  packageName: string,
  versions: readonly PackageVersion[],
  filter: PackageFilter,
  { isPlain = false }: { isPlain?: boolean } = {},
): Map<string, Dist> {
  const dists = new Map<string, Dist>();
  for (const { pretty, normalized, dist } of versions) {
    if (!dist || !isFetchable(dist, isPlain) || !isVerifiable(dist)) continue;
    if (!filter.selectsVersion(packageName, pretty, normalized)) continue;
    const { type, url, reference, shasum } = dist;
    const path = processUrl(DIST_TEMPLATE, { package: packageName, version: normalized, reference, type });
    const key = publicKey(path);
    const origin = reference ? {} : { origin: sha256(`${url} ${shasum}`) };
    if (!dists.has(key)) dists.set(key, { key, url, type, shasum, ...origin });
  }
  return dists;
}

function isFetchable({ url, shasum }: { url: string; shasum: string }, isPlain: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && (isPlain || shasum !== ''));
}

function isVerifiable({ type, shasum }: { type: string; shasum: string }): boolean {
  return type === 'zip' || (/^[a-z0-9]+$/.test(type) && shasum !== '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
