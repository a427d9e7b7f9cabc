import { below } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { rule, type Check } from '../check.ts';

export const weightChecks: Check[] = [
  rule({
    code: 'lb/weight-of-no-group',
    summary: 'groups with a weight are further groups of the region',
    why: "The canary would never get a request, and nobody would notice that it doesn't.",
    allowed: "Further groups of the same region; the balancer's own group has 100.",
    fix: 'Correct the name, or add the group.',
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        const names = Object.keys(region.value.groups ?? {}).filter((name) => name !== value.group);
        for (const name of Object.keys(value.weights ?? {})) {
          if (names.includes(name)) continue;
          const own = name === value.group;
          yield {
            pointer: below(pointer, 'weights', name),
            at: 'key',
            message: own
              ? `${name} is the balancer's own group, whose instances have 100`
              : `${region.name} has no group ${name}`,
            allowed: names.length > 0 ? names.join(', ') : `none: ${region.name} has no other group`,
            fix:
              suggest(name, names) ?? (own ? `leave ${name} out` : `${name} under groups of ${region.name}`),
            lacking: [below(region.pointer, 'groups', name)],
          };
        }
      }
    },
  }),
  rule({
    code: 'lb/weight-of-other-workload',
    summary: 'groups behind one balancer run the same',
    why: "Part of the users would be sent to instances that can't answer them: errors that come and go, which are the hardest to find.",
    allowed: "Groups that run the workload of the balancer's own group.",
    fix: 'Take a group with the same workload.',
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        const workload = index.groups.get(`${region.name}/${value.group}`)?.workload;
        for (const name of Object.keys(value.weights ?? {})) {
          const other = index.groups.get(`${region.name}/${name}`)?.workload;
          if (!workload || !other || workload === other) continue;
          yield {
            pointer: below(pointer, 'weights', name),
            at: 'key',
            message: `${name} runs ${other}, and ${value.group} behind the same balancer ${workload}`,
            fix: `a group that runs ${workload}`,
            related: [{ pointer: below(pointer, 'group'), message: `${value.group} is here` }],
          };
        }
      }
    },
  }),
];
