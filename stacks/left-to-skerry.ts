import type { GroupNode, Plan } from '../topology/plan/plan.ts';

/** Words that no resource stands for: the engine alone, without `skerry up` around it, makes nothing of them. */
export function leftToSkerry({ stack, regions }: Plan): string[] {
  return regions.flatMap(({ platform, groups }) =>
    groups.flatMap((group) =>
      wordsOf(group, platform).map(
        (word) =>
          `${group.id}: \`${word}\` is no resource; \`skerry up ${stack}\` makes it so, this update does not`,
      ),
    ),
  );
}

function wordsOf({ attach, refresh }: GroupNode, platform: Plan['platforms'][number]): string[] {
  return [...(attach ? ['attach'] : []), ...(refresh && platform === 'alicloud' ? ['refresh'] : [])];
}
