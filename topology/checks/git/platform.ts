import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

/** Git hosting is of the clouds so far: the local platform runs the mirror alone. */
export const gitNotOnLocal = rule({
  code: 'git/not-on-local',
  summary: 'git is hosted on a cloud',
  why: "The local platform runs the mirror alone so far: the group's instances would start and never become healthy.",
  allowed: 'Git groups and the git bucket in regions of a cloud.',
  fix: 'Move git to a region of a cloud, or leave it out on local.',
  *run({ site, index }) {
    const groups = [...index.groups.values()].filter(
      ({ workload, region }) => workload === 'git' && region.platform === 'local',
    );
    for (const { id, pointer, value } of groups) {
      yield {
        pointer: value.workload === undefined ? pointer : below(pointer, 'workload'),
        ...(value.workload === undefined && { at: 'key' as const }),
        message: `${id} runs git, which the local platform does not support yet`,
        allowed: 'mirror-sync or mirror-serve on local',
        fix: 'leave the group out, with its load balancers, or a region of a cloud for it',
      };
    }
    const region = index.regions.find(({ name }) => site.git?.bucket.startsWith(`${name}/`));
    if (groups.length > 0 || region?.platform !== 'local') return;
    yield {
      pointer: below(SITE, 'git'),
      at: 'key',
      message: `git is kept in a bucket of ${region.name}, and the local platform does not support git yet`,
      fix: 'leave git out, or a bucket of a cloud for it',
    };
  },
});
