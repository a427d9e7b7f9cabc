import { PlanError } from '../../plan-error.ts';

/** Debian's own parameters; EC2 resolves them when an instance starts, so that no preview looks anything up. */
const IMAGES: Readonly<Record<string, string>> = {
  'debian-12': 'resolve:ssm:/aws/service/debian/release/12/latest/amd64',
};

/** Image of a launch template: a name of the table, or an id of the user's own (`ami-…`, `resolve:ssm:…`). */
export function imageId(image: string | undefined, group: string): string {
  if (image === undefined) throw new PlanError(`${group}: a group in the cloud needs an image`);
  if (/^ami-[0-9a-f]+$|^resolve:ssm:/.test(image)) return image;
  const id = IMAGES[image];
  if (id !== undefined) return id;
  throw new PlanError(
    `${group}: image ${JSON.stringify(image)} is not known; allowed: ${Object.keys(IMAGES).join(', ')}, ` +
      'or an id (ami-…, resolve:ssm:…)',
  );
}
