import { groupQuotas, type GroupQuota } from '../../catalog/group-quotas.ts';
import { cite } from '../../catalog/table.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import type { LoadBalancer } from '../../schema/load-balancer.ts';
import type { Entry, GroupEntry } from '../../site-index.ts';
import { rule, type Check, type CheckContext, type Meaning, type Problem } from '../check.ts';
import { schedules } from '../schedule/entries.ts';
import { taskNames } from '../schedule/names.ts';

/** Something that is counted: how many a group has, and where they stand. */
interface Counted {
  meaning: Omit<Meaning, 'tables' | 'fix'>;
  kinds: GroupQuota['what'][];
  count: (group: GroupEntry, what: GroupQuota['what'], context: CheckContext) => number;
  place: (group: GroupEntry, context: CheckContext) => Pointer;
}

const behind = (group: GroupEntry, { index }: CheckContext): Entry<LoadBalancer>[] =>
  [...index.loadBalancers.values()].filter(
    ({ region, value }) =>
      region === group.region &&
      (value.group === group.name || Object.hasOwn(value.weights ?? {}, group.name)),
  );

const counted: Counted[] = [
  {
    meaning: {
      code: 'group/too-many',
      summary: 'a region has no more groups than its platform gives an account',
      why: 'The last groups are refused in the middle of an update, when the first ones are at work.',
      allowed: "The platform's quota for an account in a region, other stacks' groups included.",
      prevents: [{ cloud: 'tencent', error: 'LimitExceeded.AutoScalingGroupLimitExceeded' }],
    },
    kinds: ['groups'],
    count: () => 1,
    place: ({ region }) => below(region.pointer, 'groups'),
  },
  {
    meaning: {
      code: 'schedule/too-many',
      summary: 'there are no more schedules than the platform takes',
      why: 'The last schedules are refused after the first are made: the group is large in the morning, and nothing makes it small at night.',
      allowed:
        'AWS: 125 in a group; Alibaba Cloud: 70 tasks of an account in a region, of which a schedule that UTC splits over two days takes two.',
      prevents: [{ cloud: 'tencent', error: 'LimitExceeded.ScheduledActionLimitExceeded' }],
    },
    kinds: ['schedules'],
    count: (group, _, context) =>
      [...schedules(context.index)]
        .filter((entry) => entry.group === group)
        .reduce(
          (sum, entry) => sum + (group.region.platform === 'alicloud' ? taskNames(entry, context).length : 1),
          0,
        ),
    place: ({ pointer }) => below(pointer, 'schedules'),
  },
  {
    meaning: {
      code: 'lb/too-many-of-group',
      summary: 'a group is behind no more listeners than its platform takes',
      why: 'Each listener has a group of servers of its own, and a scaling group registers with few: instances would be missing behind the last listeners.',
      allowed:
        'Alibaba Cloud: 5 listeners of classic balancers and 30 of network balancers before a group; AWS: 50.',
      prevents: [{ cloud: 'tencent', error: 'LimitExceeded.AfterAttachLbLimitExceeded' }],
    },
    kinds: ['server groups of clb', 'server groups of nlb', 'target groups'],
    count: (group, what, context) =>
      behind(group, context)
        .filter(({ value: { type = 'nlb' } }) => what === 'target groups' || what.endsWith(type))
        .reduce((sum, { value }) => sum + Object.keys(value.listeners).length, 0),
    place: (group, context) => behind(group, context).at(-1)?.pointer ?? group.pointer,
  },
];

export const quotaChecks: Check[] = counted.map(({ meaning, kinds, count, place }) =>
  rule({
    ...meaning,
    fix: 'Do with fewer, or have the quota raised and exempt the rule.',
    tables: [groupQuotas],
    *run(context): Generator<Problem> {
      for (const { platform, what, per, most } of groupQuotas.rows) {
        if (!kinds.includes(what)) continue;
        const totals = new Map<string, { count: number; last: GroupEntry }>();
        for (const group of context.index.groups.values()) {
          if (group.region.platform !== platform) continue;
          const key = per === 'group' ? group.id : group.region.name;
          const before = totals.get(key)?.count ?? 0;
          const own = count(group, what, context);
          if (own > 0) totals.set(key, { count: before + own, last: group });
        }
        for (const [owner, total] of totals) {
          if (total.count <= most) continue;
          yield {
            pointer: place(total.last, context),
            at: 'key',
            message: `${owner} has ${total.count} ${what}, and ${platform} takes ${most}`,
            allowed: `${most} in a ${per} (${cite(groupQuotas)})`,
            fix: `${total.count - most} fewer, or a higher quota and an exemption`,
          };
        }
      }
    },
  }),
);
