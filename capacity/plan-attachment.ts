import { attachmentLimits } from '../topology/catalog/attachment.ts';
import type { AttachedInstance } from '../topology/plan/lifecycle.ts';
import type { Platform } from '../topology/plan/words.ts';

/** A group as it is now, as far as an attachment goes. */
export interface GroupFacts {
  /** `region/name` */
  id: string;
  platform: Exclude<Platform, 'local'>;
  region: string;
  network: string;
  zones: readonly string[];
  min: number;
  max: number;
  desired: number;
  /** Who moves desired; with `iac`, the next update sets what the file says. */
  owner: 'iac' | 'autoscaler' | 'schedule';
  members: readonly string[];
  /** Whether it is enabled, and nothing starts, stops or scales in it. */
  idle: boolean;
}

/** An instance that was asked for; one that the cloud doesn't know isn't among the facts. */
export interface InstanceFacts {
  id: string;
  region: string;
  zone: string;
  network: string;
  /** The cloud's word; only `running` comes in. */
  state: string;
  /** The group that it is in, by the cloud's name. */
  group?: string;
}

export type AttachmentPlan =
  | {
      ok: true;
      /** In this order; none where all are members already. */
      calls: { ids: string[]; entrusted: boolean; desiredAfter: number }[];
      /** Members already: nothing to be done. */
      already: string[];
      desired: { before: number; after: number };
    }
  | { ok: false; refusals: Refusal[] };

export interface Refusal {
  reason:
    | 'unknown'
    | 'twice'
    | 'other-region'
    | 'other-network'
    | 'other-zone'
    | 'other-group'
    | 'not-running'
    | 'not-entrusted'
    | 'busy-group'
    | 'above-max'
    | 'undone-by-update';
  /** The instance; absent where it is about the group. */
  id?: string;
  /** Its place in the stack file. */
  origin?: string;
  message: string;
  fix: string;
}

/**
 * What bringing existing instances into a group does: which calls, and what desired becomes, which rises by one for each.
 * Whatever the cloud would refuse of any is found before the first call, and then there is none.
 *
 * @param wanted the group's `attach` of the plan
 * @param declared desired capacity of the stack file, with owner `iac`
 */
export function planAttachment(
  wanted: readonly AttachedInstance[],
  group: GroupFacts,
  instances: readonly InstanceFacts[],
  declared?: number,
): AttachmentPlan {
  const already = wanted.filter(({ id }) => group.members.includes(id));
  const coming = wanted.filter((each) => !already.includes(each));
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const after = group.desired + coming.length;
  const refusals = [
    ...coming.flatMap((each, position) =>
      ofInstance(each, coming.slice(0, position), known.get(each.id), group),
    ),
    ...(coming.length > 0 ? ofGroup(group, coming.length, after, declared) : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  return {
    ok: true,
    calls: callsOf(coming, group),
    already: already.map(({ id }) => id),
    desired: { before: group.desired, after },
  };
}

function ofInstance(
  { id, entrusted, origin }: AttachedInstance,
  before: readonly AttachedInstance[],
  instance: InstanceFacts | undefined,
  group: GroupFacts,
): Refusal[] {
  const limits = attachmentLimits.rows[group.platform];
  const refuse = (reason: Refusal['reason'], message: string, fix: string): Refusal[] => [
    { reason, id, origin, message: `${id} ${message}`, fix },
  ];
  if (before.some((other) => other.id === id)) return refuse('twice', 'is named twice', 'name it once');
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
    ...(entrusted || limits.keepsUnentrusted
      ? []
      : refuse('not-entrusted', 'would be released like any other of its group', 'entrusted: true')),
  ];
}

function ofGroup(group: GroupFacts, count: number, after: number, declared: number | undefined): Refusal[] {
  const { id, desired, max, owner } = group;
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
    ...(after > max
      ? [
          {
            reason: 'above-max' as const,
            message: `${count} more make desired ${after} of ${desired}, and max is ${max}`,
            fix: `max: ${after}, or ${Math.max(max - desired, 0)} instances at most`,
          },
        ]
      : []),
    ...(owner === 'iac' && declared !== undefined && declared < after
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

/** Entrusted ones and others apart, since a call is about one kind; no more in each than the cloud takes. */
function callsOf(coming: readonly AttachedInstance[], group: GroupFacts) {
  const { perCall } = attachmentLimits.rows[group.platform];
  const calls: { ids: string[]; entrusted: boolean; desiredAfter: number }[] = [];
  let desiredAfter = group.desired;
  for (const entrusted of [true, false]) {
    const ids = coming.filter((each) => each.entrusted === entrusted).map(({ id }) => id);
    for (let start = 0; start < ids.length; start += perCall) {
      const part = ids.slice(start, start + perCall);
      desiredAfter += part.length;
      calls.push({ ids: part, entrusted, desiredAfter });
    }
  }
  return calls;
}
