import { ownRoot } from '../composer/own-root.ts';
import type { PackageFilter } from '../composer/package-filter.ts';
import { namesEveryPackage, selectPackages } from '../composer/selection.ts';
import {
  readPackageList,
  readUpstreamRoot,
  UpstreamRefused,
  type UpstreamRoot,
} from '../composer/upstream-root.ts';
import { FetchFailure } from '../fetch/failure.ts';
import { publicUrl } from '../fetch/public-url.ts';
import type { Upstream } from '../fetch/upstream.ts';

/** What a run over an upstream needs to know of it. */
export interface Preflight {
  /** With `%package%`. */
  metadataUrl: string;
  packages: string[];
  /** Our own root document for just these packages. */
  root: Buffer;
}

export interface PreflightOptions {
  /** Base URL of the upstream. */
  url: string;
  filter: PackageFilter;
  filesUrl: string;
}

/**
 * Makes sure, before anything is fetched, that the upstream is a Composer v2 repository whose packages are known.
 *
 * @throws UpstreamRefused
 */
export async function preflight(
  upstream: Upstream,
  { url, filter, filesUrl }: PreflightOptions,
  signal: AbortSignal,
): Promise<Preflight> {
  const rootUrl = url.replace(/\/*$/, '/packages.json');
  const root = readUpstreamRoot(await download(upstream, rootUrl, signal), rootUrl);
  const listed = namesEveryPackage(filter) ? [] : await listPackages(upstream, root, rootUrl, signal);
  const packages = selectPackages(listed, filter);
  if (packages.length === 0) {
    const names = filter.namePatterns.join(', ');
    const reason = filter.selectsEverything
      ? 'it lists no packages'
      : `none of its ${listed.length} packages is named by only: ${names}`;
    throw new UpstreamRefused(`nothing to mirror from ${publicUrl(rootUrl)}: ${reason}`);
  }
  const { metadataUrl, passedOn } = root;
  return { metadataUrl, packages, root: ownRoot({ filesUrl, filter, packages, passedOn }) };
}

async function listPackages(
  upstream: Upstream,
  { availablePackages, listUrl }: UpstreamRoot,
  rootUrl: string,
  signal: AbortSignal,
): Promise<string[]> {
  if (availablePackages) return availablePackages;
  if (listUrl !== undefined) return readPackageList(await download(upstream, listUrl, signal), listUrl);
  throw new UpstreamRefused(
    `${publicUrl(rootUrl)} tells its packages neither by "available-packages" nor by "list"; name them in full under only:`,
  );
}

async function download(upstream: Upstream, url: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return (await upstream.index(url, signal)).body;
  } catch (error) {
    if (error instanceof FetchFailure)
      throw new UpstreamRefused(`${publicUrl(url)} can't be read: ${error.message}`, { cause: error });
    throw error;
  }
}
