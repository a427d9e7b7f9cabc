import { internalKey, publicKey, publicPrefix } from '../../../storage/keys.ts';

/** URL paths below the `files.` edge, with Composer's placeholders. */
export const METADATA_TEMPLATE = '/composer/p2/%package%.json';
/**
 * Version *and* reference: a reference alone is empty for packages without one, and the versions of such a package
 * would share a path.
 */
export const DIST_TEMPLATE = '/composer/dists/%package%/%version%/%reference%.%type%';

/** For listing: all that clients see. */
export const CLIENTS_PREFIX = publicPrefix('/composer/');

/** Our own root document, in each serving bucket. */
export const ROOT_KEY = publicKey('/composer/packages.json');
export const STATUS_KEY = internalKey('composer', 'status.json');

/** The two files of a package: tagged versions, and branches. */
export const METADATA_KINDS = ['tagged', 'dev'] as const;
export type MetadataKind = (typeof METADATA_KINDS)[number];

export function metadataKey(packageName: string, kind: MetadataKind): string {
  return publicKey(fillMetadataTemplate(METADATA_TEMPLATE, packageName, kind));
}

/** Also for the upstream's own `metadata-url`. */
export function fillMetadataTemplate(template: string, packageName: string, kind: MetadataKind): string {
  return template.replaceAll('%package%', () => packageName + (kind === 'dev' ? '~dev' : ''));
}

/** For listing: every dist of a package, whatever its version. */
export function distsPrefix(packageName: string): string {
  return publicPrefix(`/composer/dists/${packageName}/`);
}
