import { attachmentLimits } from '../topology/catalog/attachment.ts';
import type { AttachedInstance } from '../topology/plan/lifecycle.ts';
import type { GroupFacts, InstanceFacts, Refusal } from './attachment.ts';

/** What is to be done with a group, before anybody has asked whether it can be. */
export interface Intent {
  already: readonly AttachedInstance[];
  coming: readonly AttachedInstance[];
  leaving: readonly string[];
  known: ReadonlyMap<string, InstanceFacts>;
  /** Desired capacity at the end. */
  after: number;
  declared: number | undefined;
}

/** Whatever the cloud, or the next update, would not let be. */
export function refusalsOf(intent: Intent, group: GroupFacts): Refusal[] {
  const { already, coming, known } = intent;
  return [
    ...already.flatMap((each) => ofMember(each, group)),
    ...coming.flatMap((each, position) =>
      ofInstance(each, coming.slice(0, position), known.get(each.id), group),
    ),
    ...ofGroup(intent, group),
  ];
}

function refusing({ id, origin }: AttachedInstance) {
  return (reason: Refusal['reason'], message: string, fix: string): Refusal[] => [
    { reason, id, origin, message: `${id} ${message}`, fix },
  ];
}

/** A cloud settles on attaching whether it may release an instance, and keeps to it. */
function ofMember(each: AttachedInstance, { platform, guests }: GroupFacts): Refusal[] {
  const isEntrusted = !guests.includes(each.id);
  if (isEntrusted === each.entrusted) return [];
  const limits = attachmentLimits.rows[platform];
  const refuse = refusing(each);
  if (!limits.keepsUnentrusted) return notEntrusted(each);
  return refuse(
    'entrusted-otherwise',
    isEntrusted
      ? 'is in the group already, which may release it'
      : 'is in the group already, which may not release it',
    `entrusted: ${isEntrusted}, or detach it first`,
  );
}

const notEntrusted = (each: AttachedInstance): Refusal[] =>
  refusing(each)('not-entrusted', 'would be released like any other of its group', 'entrusted: true');

function ofInstance(
  each: AttachedInstance,
  before: readonly AttachedInstance[],
  instance: InstanceFacts | undefined,
  group: GroupFacts,
): Refusal[] {
  const limits = attachmentLimits.rows[group.platform];
  const refuse = refusing(each);
  if (before.some((other) => other.id === each.id)) return refuse('twice', 'is named twice', 'name it once');
  if (!instance) {
    return refuse(
      'unknown',
      `is no instance of ${group.region} that the account has`,
      'the id of another one',
    );
  }
  if (instance.region !== group.region) {
    return refuse(
      'other-region',
      `lies in ${instance.region}, and ${group.id} in ${group.region}`,
      `a group of ${instance.region}`,
    );
  }
  if (instance.group !== undefined) {
    return refuse('other-group', `is in the group ${instance.group}`, 'detach it there first');
  }
  return [
    ...(instance.network === group.network
      ? []
      : refuse(
          'other-network',
          `lies in the network ${instance.network}, and ${group.id} in ${group.network}`,
          'an instance of that network: none can be moved',
        )),
    ...(limits.zoneOfGroup && !group.zones.includes(instance.zone)
      ? refuse(
          'other-zone',
          `lies in ${instance.zone}, and the zones of ${group.id} are ${group.zones.join(', ')}`,
          `${instance.zone} in the zones of ${group.region}`,
        )
      : []),
    ...(instance.state === 'running'
      ? []
      : refuse('not-running', `is ${instance.state}, and only a running one comes in`, 'start it first')),
    ...(each.entrusted || limits.keepsUnentrusted ? [] : notEntrusted(each)),
  ];
}

function ofGroup({ coming, leaving, after, declared }: Intent, group: GroupFacts): Refusal[] {
  const { id, desired, max, owner } = group;
  const most = desired + coming.length;
  if (coming.length + leaving.length === 0) return [];
  return [
    ...(attachmentLimits.rows[group.platform].idleGroup && !group.idle
      ? [
          {
            reason: 'busy-group' as const,
            message: `${id} is not enabled, or something starts, stops or scales in it`,
            fix: 'wait for it, and ask again',
          },
        ]
      : []),
    // Who leaves does so afterwards: it would have to be replaced before, where the group is at its min.
    ...(coming.length > 0 && most > max
      ? [
          {
            reason: 'above-max' as const,
            message: `${coming.length} more make desired ${most} of ${desired}, and max is ${max}`,
            fix: `max: ${most}, or ${Math.max(max - desired, 0)} instances at most`,
          },
        ]
      : []),
    ...(coming.length > 0 && owner === 'iac' && declared !== undefined && declared < after
      ? [
          {
            reason: 'undone-by-update' as const,
            message: `desired becomes ${after}, and the next update would take it back to the ${declared} of the file`,
            fix: `desired: ${after}`,
          },
        ]
      : []),
  ];
}
