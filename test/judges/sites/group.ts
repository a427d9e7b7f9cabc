import type { Platform } from '../../../topology/plan/words.ts';
import type { Dice } from './dice.ts';
import { cloudWords } from './group-words.ts';
import { rulesFor } from './rules.ts';

export type Workload = 'mirror-sync' | 'mirror-serve' | 'git';
export type Written = Record<string, unknown>;

export const INSTANCE_TYPES: Record<Exclude<Platform, 'local'>, readonly string[]> = {
  alicloud: ['ecs.g8i.large', 'ecs.g7.large', 'ecs.i4.large', 'ecs.c8i.xlarge'],
  aws: ['m7i.large', 'm6i.large', 'i4i.large', 'c7i.xlarge'],
};

/** What a group needs to know of the site around it. */
export interface GroupPlace {
  platform: Platform;
  workload: Workload;
  production: boolean;
  /** Whether somebody hears alarms. */
  alerts: boolean;
  /** Of `defaults.group`, which a group takes where it says nothing. */
  imageByDefault: boolean;
}

/** A group that its platform can make. */
export function groupOf(dice: Dice, place: GroupPlace): Written {
  const { platform, production } = place;
  const owner = dice.of(platform === 'local' ? ['iac'] : ['iac', 'autoscaler', 'schedule']);
  const min = dice.int(production ? 1 : 0, 4);
  const max = Math.max(1, min + dice.int(0, platform === 'local' ? 4 : 12));
  const spot = platform !== 'local' && dice.chance(30);
  const pool = platform === 'aws' && !spot && dice.chance(40);
  const capacity: Written = {
    owner,
    min,
    max,
    ...(owner === 'iac'
      ? { desired: dice.int(min, max) }
      : dice.maybe(50, () => ({ initial: dice.int(min, max) }))),
    ...(spot && { onDemandBase: dice.int(Math.min(1, min), max) }),
    ...(pool && {
      warmPool: dice.int(1, max),
      ...dice.maybe(60, () => ({ warmState: dice.of(['stopped', 'running', 'hibernated']) })),
      ...dice.maybe(60, () => ({ warmReuse: dice.chance(50) })),
    }),
  };
  return {
    ...dice.maybe(40, () => ({ workload: place.workload })),
    capacity,
    ...dice.maybe(30, () => ({ drain: dice.of(['45s', '2m', '10m']) })),
    ...(spot && { spot }),
    ...(platform !== 'local' && {
      ...cloudWords(dice, { ...place, platform, spot, max, desired: Number(capacity['desired'] ?? max) }),
      ...(owner === 'autoscaler' && { rules: rulesFor(dice, platform, place.workload, { min, max }) }),
      ...(owner === 'schedule' && { schedules: schedulesFor(dice, platform, { min, max }) }),
    }),
  };
}

function schedulesFor(
  dice: Dice,
  platform: 'alicloud' | 'aws',
  { min, max }: { min: number; max: number },
): Written {
  const low = dice.int(min, max);
  return {
    ...(platform === 'alicloud' && { renewed: dice.of(['2026-11-01', '2026-11-22']) }),
    morning: { cron: `${dice.int(0, 59)} ${dice.int(6, 9)} * * 1-5`, desired: dice.int(low, max) },
    night: { cron: `${dice.int(0, 59)} ${dice.int(18, 22)} * * *`, desired: low },
    ...dice.maybe(50, () => ({
      season: { cron: `0 12 ${dice.int(1, 28)} ${dice.int(1, 12)} *`, min, max },
    })),
  };
}
