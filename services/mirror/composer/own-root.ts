import { DIST_TEMPLATE, METADATA_TEMPLATE } from './layout.ts';
import type { PackageFilter } from './package-filter.ts';

/** Every client fetches the root again and again: with more names than this it gets patterns instead. */
const MAX_NAMES = 2000;

export interface OwnRoot {
  /** Base URL of the `files.` edge. */
  filesUrl: string;
  filter: PackageFilter;
  /** The packages that the filter selects. */
  packages: readonly string[];
  passedOn: Readonly<Record<string, unknown>>;
}

/**
 * Our `packages.json`. The URLs are absolute: they lead to another host than the root's own. What the mirror doesn't
 * carry is told in advance where that is finite, which spares clients the requests that could only end in 404.
 */
export function ownRoot({ filesUrl, filter, packages, passedOn }: OwnRoot): Buffer {
  const base = filesUrl.replace(/\/+$/, '');
  return Buffer.from(
    JSON.stringify({
      packages: [],
      'metadata-url': base + METADATA_TEMPLATE,
      mirrors: [{ 'dist-url': base + DIST_TEMPLATE, preferred: true }],
      ...available(filter, packages),
      ...passedOn,
    }),
  );
}

function available(filter: PackageFilter, packages: readonly string[]): Record<string, string[]> {
  if (filter.selectsEverything) return {};
  return packages.length <= MAX_NAMES
    ? { 'available-packages': packages.toSorted() }
    : { 'available-package-patterns': filter.namePatterns.toSorted() };
}
