import type { Plan } from '../topology/plan/plan.ts';

/** Words that no resource stands for: the engine alone, without `skerry up` around it, makes nothing of them. */
export function leftToSkerry({ stack, regions }: Plan): string[] {
  return regions
    .flatMap(({ groups }) => groups)
    .flatMap(({ id, attach }) =>
      attach === undefined
        ? []
        : [
            `${id}: \`attach\` is no resource; \`skerry up ${stack}\` brings its instances in, this update does not`,
          ],
    );
}
