import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';
import { effective, effectiveOnce } from './presets.ts';

export const spreadChecks: Check[] = [
  rule({
    code: 'group/spread-without-base',
    summary: 'on alicloud, spot and on-demand base come with cost',
    why: "Alibaba Cloud takes spot instances and an on-demand base with the cost-optimized policy alone, which can't be changed later without making the group anew.",
    allowed: 'spread: cost, which is the default there, wherever spot or onDemandBase is given.',
    fix: 'Leave spread at cost, or do without spot and onDemandBase.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameter.InScenario' }],
    *run(context) {
      const spots = new Map(
        [...effective(context, 'spot')].map(({ group, value, pointer }) => [group.id, { value, pointer }]),
      );
      for (const { group, value, pointer } of effective(context, 'spread')) {
        const { onDemandBase = 0 } = group.value.capacity;
        const spot = spots.get(group.id);
        if (group.region.platform !== 'alicloud' || value === 'cost' || (!spot?.value && onDemandBase === 0))
          continue;
        const [what, place] = spot?.value
          ? ['spot', spot.pointer]
          : ['onDemandBase', below(group.pointer, 'capacity', 'onDemandBase')];
        yield {
          pointer,
          message: `with ${value}, Auto Scaling takes no ${what}, which ${group.id} has`,
          fix: `cost, or leave ${what} out`,
          related: [{ pointer: place, message: `${what} is here` }],
        };
      }
    },
  }),
  rule({
    code: 'refresh/spread',
    summary: 'on alicloud, a refresh comes with priority',
    why: 'Auto Scaling of Alibaba Cloud refreshes groups with the priority policy alone: the new image would be in the configuration and on no instance.',
    allowed: 'refresh with spread: priority on Alibaba Cloud.',
    fix: 'Take spread: priority, which makes the group anew, or leave refresh out.',
    *run(context) {
      const spreads = new Map([...effective(context, 'spread')].map((each) => [each.group.id, each]));
      for (const { group, pointer } of effectiveOnce(context, 'refresh')) {
        const spread = spreads.get(group.id);
        const { value = 'cost' } = spread ?? {};
        if (group.region.platform !== 'alicloud' || value === 'priority') continue;
        yield {
          pointer: spread?.pointer ?? pointer,
          ...(!spread && { at: 'key' as const }),
          // help.aliyun.com, StartInstanceRefresh of ESS, 2026-09-17.
          message: `Auto Scaling refreshes groups of the spread priority alone, and that of ${group.id} is ${value}`,
          fix: 'spread: priority, which makes the group anew, or leave refresh out',
          ...(spread && { related: [{ pointer, message: 'refresh is here' }] }),
        };
      }
    },
  }),
  rule({
    code: 'capacity/warm-pool-with-spot',
    summary: 'a warm pool is of on-demand instances',
    why: 'AWS refuses a warm pool for a group that mixes instances, in the middle of an update.',
    allowed: 'warmPool without spot on AWS.',
    fix: 'Choose one of the two.',
    *run(context) {
      for (const { group, value } of effective(context, 'spot')) {
        const { warmPool = 0 } = group.value.capacity;
        if (!value || warmPool === 0 || group.region.platform !== 'aws') continue;
        yield {
          pointer: below(group.pointer, 'capacity', 'warmPool'),
          at: 'key',
          message: `${group.id} has spot instances, beside which AWS refuses a warm pool`,
          fix: 'leave warmPool out, or spot',
        };
      }
    },
  }),
  rule({
    code: 'capacity/warm-without-pool',
    summary: 'words of a warm pool come with one',
    why: 'The word would have no effect: one believes in prepared instances, and at the first peak there are none.',
    allowed: 'warmState and warmReuse beside a warmPool of 1 or more.',
    fix: 'Write warmPool, or leave the word out.',
    *run({ index }) {
      for (const { pointer, value } of index.groups.values()) {
        const { warmPool = 0, warmState, warmReuse } = value.capacity;
        const word = warmState !== undefined ? 'warmState' : warmReuse ? 'warmReuse' : undefined;
        if (word === undefined || warmPool > 0) continue;
        yield {
          pointer: below(pointer, 'capacity', word),
          at: 'key',
          message: `${word} is of a warm pool, and there is none`,
          fix: 'warmPool: 1 beside it',
          lacking: [below(pointer, 'capacity', 'warmPool')],
        };
      }
    },
  }),
];
