import { imageIdOf } from '../../../topology/catalog/images.ts';
import { PlanError } from '../../plan-error.ts';

/** Id of a group's image; that there is one is for the checks to say. */
export function imageId(image: string | undefined, group: string): string {
  const id = image === undefined ? undefined : imageIdOf('aws', image);
  if (id === undefined) throw new PlanError(`${group}: aws has no image ${image ?? '(none given)'}`);
  return id;
}
