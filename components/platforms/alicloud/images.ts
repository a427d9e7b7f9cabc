import { PlanError } from '../../plan-error.ts';

/** Public images by the names of stack files, for x86-64; the same id in all regions. From the list of 2025-03-14. */
const IMAGES: Readonly<Record<string, string>> = {
  'debian-12': 'debian_12_9_x64_20G_alibase_20250314.vhd',
};

/**
 * Id of an image: a name of the table, or an id of the user's own (`m-…`, `….vhd`). Never a look-up: the same stack
 * file gives the same plan on any day.
 */
export function imageId(image: string | undefined, group: string): string {
  if (image === undefined) throw new PlanError(`${group}: a group in the cloud needs an image`);
  if (/^m-|\.vhd$/.test(image)) return image;
  const id = IMAGES[image];
  if (id !== undefined) return id;
  throw new PlanError(
    `${group}: image ${JSON.stringify(image)} is not known; allowed: ${Object.keys(IMAGES).join(', ')}, ` +
      'or an id (m-…, ….vhd)',
  );
}
