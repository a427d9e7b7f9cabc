import { eventNames, processNames } from '../../../topology/catalog/lifecycle.ts';
import type { Dice } from './dice.ts';
import { INSTANCE_TYPES, type GroupPlace, type Written } from './group.ts';

type Cloud = 'alicloud' | 'aws';

interface CloudGroup extends GroupPlace {
  platform: Cloud;
  spot: boolean;
  max: number;
  desired: number;
}

const TOPICS: Record<Cloud, { hook: readonly string[]; notifications: readonly string[] }> = {
  alicloud: { hook: ['topic/ops', 'queue/ops'], notifications: ['topic/ops', 'queue/ops', 'cloudmonitor'] },
  aws: { hook: ['sns/ops'], notifications: ['sns/ops'] },
};

/** What groups of the clouds may say beside capacity and what moves it. */
export function cloudWords(dice: Dice, group: CloudGroup): Written {
  const { platform, imageByDefault, spot } = group;
  // Auto Scaling refreshes groups of one spread alone, and mixes spot instances in by another one.
  const spread = platform === 'aws' ? 'balance' : spot ? 'cost' : dice.of(['balance', 'priority', 'cost']);
  const refresh = platform === 'aws' ? dice.chance(30) : spread === 'priority' && dice.chance(60);
  return {
    ...((!imageByDefault || dice.chance(30)) && {
      image: dice.of(
        platform === 'aws' ? ['debian-12', 'ami-0123456789abcdef0'] : ['debian-12', 'm-bp1a2b3c4d5e6f7g8h9j'],
      ),
    }),
    instanceTypes: dice.some(INSTANCE_TYPES[platform], 1),
    ...((refresh || dice.chance(40)) && { spread }),
    ...dice.maybe(25, () => ({ warmUp: dice.minutes(1, 15) })),
    ...dice.maybe(25, () => ({ cooldown: dice.minutes(1, 30) })),
    ...dice.maybe(25, () => ({ removal: dice.some(['oldest-template', 'oldest', 'newest'], 1, 2) })),
    ...dice.maybe(20, () => ({ maxLifetime: `${dice.int(1, 365)}d` })),
    ...(refresh && { refresh: refreshOf(dice, platform) }),
    ...(platform === 'aws' && dice.maybe(30, () => ({ maintenance: maintenanceOf(dice) }))),
    ...dice.maybe(30, () => ({ notifications: notificationsOf(dice, group) })),
    ...dice.maybe(30, () => ({ hooks: hooksOf(dice, platform) })),
    ...dice.maybe(20, () => ({ suspend: dice.some(Object.keys(processNames.rows[platform]), 1, 2) })),
    ...(group.desired > 0 && dice.maybe(20, () => ({ attach: attachedTo(dice, group) }))),
  };
}

export function refreshOf(dice: Dice, platform: Cloud): Written {
  const minHealthy = dice.int(20, 100);
  return {
    ...dice.maybe(60, () => ({ minHealthy, maxHealthy: dice.int(100, 100 + minHealthy) })),
    ...dice.maybe(50, () => ({
      checkpoints: dice.some([10, 20, 50, 75], 1),
      ...dice.maybe(60, () => ({ pause: dice.minutes(1, 60) })),
    })),
    ...dice.maybe(40, () => ({ skipMatching: dice.chance(50) })),
    ...(platform === 'aws' && dice.maybe(50, () => ({ autoRollback: dice.chance(50) }))),
  };
}

function notificationsOf(dice: Dice, { platform, alerts }: CloudGroup): Written {
  const { notifications } = TOPICS[platform];
  return {
    events: dice.some(Object.keys(eventNames.rows[platform]), 1, 3),
    ...((!alerts || dice.chance(60)) && {
      topic: dice.of(alerts ? [...notifications, 'alerts'] : notifications),
    }),
  };
}

function hooksOf(dice: Dice, platform: Cloud): Written {
  const results = platform === 'aws' ? ['continue', 'abandon'] : ['continue', 'abandon', 'rollback'];
  return {
    ...dice.maybe(40, () => ({ boot: { on: 'launch', timeout: dice.minutes(5, 30) } })),
    register: {
      on: 'launch',
      ...dice.maybe(50, () => ({ timeout: dice.seconds(30, 7200) })),
      ...dice.maybe(50, () => ({ onTimeout: dice.of(['continue', 'abandon']) })),
      ...dice.maybe(50, () => ({ topic: dice.of(TOPICS[platform].hook) })),
    },
    ...dice.maybe(50, () => ({ leave: { on: 'terminate', onTimeout: dice.of(results) } })),
  };
}

/** Ids are unique in a site, since an instance is of one group. */
function attachedTo(dice: Dice, { platform, max, desired }: CloudGroup): Written[] {
  return Array.from({ length: dice.int(1, Math.min(max, desired, 3)) }, (_, position) => ({
    id: `i-${position}${Array.from({ length: 17 }, () => dice.of([...'0123456789abcdef'])).join('')}`,
    ...((platform === 'aws' || dice.chance(50)) && { entrusted: platform === 'aws' || dice.chance(50) }),
  }));
}

export const maintenanceOf = (dice: Dice): Written => ({
  minHealthy: dice.int(50, 100),
  maxHealthy: dice.int(100, 150),
});
