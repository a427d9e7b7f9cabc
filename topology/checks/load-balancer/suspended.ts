import { below } from '../../diagnostics/pointer.ts';
import type { Check } from '../check.ts';

export const healthSuspended: Check = {
  code: 'lb/health-suspended',
  severity: 'warning',
  summary: 'a group behind a balancer looks after the health of its instances',
  why: 'Instances that the balancer finds sick stay in the group and count: nobody replaces them, and the rest does their work until it is sick, too.',
  allowed: 'suspend without health-check and replace-unhealthy, for groups behind a balancer.',
  fix: 'Leave it out, once what you were looking for is found.',
  *run({ index }) {
    for (const { id, pointer, region, value } of index.loadBalancers.values()) {
      const group = index.groups.get(`${region.name}/${value.group}`);
      const position = (group?.value.suspend ?? []).findIndex(
        (process) => process === 'health-check' || process === 'replace-unhealthy',
      );
      if (!group || position < 0 || region.platform === 'local') continue;
      yield {
        pointer: below(group.pointer, 'suspend', position),
        message: `${group.name} is behind ${id}, and would keep instances that are sick`,
        fix: 'leave it out',
        related: [{ pointer, message: `${id} is here` }],
      };
    }
  },
};
