import type { Capacity, GroupNode, Hook, Schedule } from '../../plan/plan.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import type { Detail, Locate } from '../diagram.ts';
import { showRule } from './rule.ts';
import { counted, showSeconds, yesOrNo } from './words.ts';

/** What stands in a group's box: bounds, owner, and what moves it. */
export function groupLines(group: GroupNode): string[] {
  const { capacity, name, workload, spot, rules, schedules, hooks } = group;
  const { owner, min, max, target } = capacity;
  const rest = [
    `owner ${owner}`,
    ...(name === workload || workload === 'own' ? [] : [`runs ${workload}`]),
    ...(spot ? ['spot'] : []),
    ...counted(rules.length, 'rule'),
    ...counted(schedules.length, 'schedule'),
    ...counted(hooks.filter(({ completedBy }) => completedBy !== 'agent').length, 'hook'),
  ];
  return [`min ${min} · ${targetWord(capacity)} ${target} · max ${max}`, rest.join(' · ')];
}

export function groupDetails(group: GroupNode, locate: Locate): Detail[] {
  const { capacity } = group;
  const row = (name: string, value: string | number, origin?: Pointer): Detail => ({
    name,
    value: String(value),
    ...(origin !== undefined && { place: locate(origin) }),
  });
  const rowIf = (name: string, value: string | number | undefined, origin?: Pointer): Detail[] =>
    value === undefined || value === '' ? [] : [row(name, value, origin)];
  const { maxLifetimeSeconds, refresh, maintenance, notifications } = group;
  return [
    row('owner', capacity.owner),
    row('min', capacity.min),
    row(targetWord(capacity), capacity.target),
    row('max', capacity.max),
    row('spot', yesOrNo(group.spot)),
    row('onDemandBase', capacity.onDemandBase),
    ...rowIf('warmPool', showWarmPool(capacity)),
    row('workload', group.workload === 'own' ? "the program's own" : group.workload),
    ...rowIf('image', group.image),
    ...rowIf('instanceTypes', group.instanceTypes.join(', ')),
    ...group.rules.map((rule) => row(`rule ${rule.name}`, showRule(rule), rule.origin)),
    ...group.schedules.map((entry) => row(`schedule ${entry.name}`, showSchedule(entry), entry.origin)),
    ...rowIf('schedules renewed', group.renewed),
    ...group.hooks.map((hook) => row(`hook ${hook.name}`, showHook(hook), hook.origin)),
    row('drain', showSeconds(group.drainSeconds)),
    row('warmUp', showSeconds(group.warmUpSeconds)),
    row('cooldown', showSeconds(group.cooldownSeconds)),
    row('spread', group.spread),
    row('removal', group.removal.join(', then ')),
    ...rowIf('maxLifetime', maxLifetimeSeconds === undefined ? undefined : showSeconds(maxLifetimeSeconds)),
    ...(refresh ? [row('refresh', showRefresh(refresh), refresh.origin)] : []),
    ...(maintenance ? [row('maintenance', showHealthy(maintenance), maintenance.origin)] : []),
    ...(notifications
      ? [
          row(
            'notifications',
            `${notifications.events.join(', ')} to ${notifications.topic}`,
            notifications.origin,
          ),
        ]
      : []),
    ...group.suspend.map(({ process, origin }) => row(`suspended ${process}`, 'yes', origin)),
    ...(group.attach?.length === 0 ? [row('attach', 'none')] : []),
    ...(group.attach ?? []).map(({ id, entrusted, origin }) =>
      row(`attached ${id}`, entrusted ? 'entrusted' : 'not entrusted', origin),
    ),
    ...rowIf('loadBalancers', group.loadBalancers.join(', ')),
    ...rowIf('redis', group.redis),
    ...rowIf('buckets', group.buckets.join(', ')),
    ...rowIf('releases from', group.releaseBucket),
  ];
}

/** With the owner `iac` the target holds at any time, else at the creation alone. */
const targetWord = ({ owner }: Capacity): string => (owner === 'iac' ? 'desired' : 'initial');

function showWarmPool({ warmPool, warmState, warmReuse }: Capacity): string | undefined {
  const unused = warmPool === 0 && warmState === 'stopped' && !warmReuse;
  return unused ? undefined : `${warmPool} ${warmState}${warmReuse ? ', reused on scale-in' : ''}`;
}

function showSchedule({ cron, desired, min, max }: Schedule): string {
  const numbers = Object.entries({ desired, min, max }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return `${cron}: ${numbers.join(', ')}`;
}

function showHook({ on, timeoutSeconds, onTimeout, completedBy, topic }: Hook): string {
  const who = topic === undefined ? `completed by the ${completedBy}` : `told to ${topic}`;
  return `on ${on}, ${who}; after ${showSeconds(timeoutSeconds)} ${onTimeout}`;
}

function showRefresh(refresh: NonNullable<GroupNode['refresh']>): string {
  const { checkpoints, pauseSeconds, skipMatching, autoRollback } = refresh;
  return [
    showHealthy(refresh),
    checkpoints.length === 0 ? 'no checkpoints' : `checkpoints ${checkpoints.join(', ')} %`,
    `pause ${showSeconds(pauseSeconds)}`,
    `skip matching: ${yesOrNo(skipMatching)}`,
    `roll back by itself: ${yesOrNo(autoRollback)}`,
  ].join('; ');
}

const showHealthy = ({ minHealthy, maxHealthy }: { minHealthy: number; maxHealthy: number }): string =>
  `${minHealthy} to ${maxHealthy} % healthy`;
