import { attachmentLimits } from '../topology/catalog/attachment.ts';
import type { AttachedInstance } from '../topology/plan/lifecycle.ts';
import type { AttachCall, AttachmentPlan, DetachCall, GroupFacts, InstanceFacts } from './attachment.ts';
import { parts } from './machines.ts';
import { refusalsOf } from './refuse-attachment.ts';

/**
 * What bringing existing instances into a group does: which calls, and what desired becomes, which rises by one for each.
 * Whatever the cloud would refuse of any is found before the first call, and then there is none.
 *
 * Who is no longer listed leaves and goes on running, if it was only lent to the group and attached by this stack. One
 * that was entrusted to it is the group's own by now and stays, as does whom others have attached.
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
  const leaving = group.guests.filter(
    (id) => !wanted.some((each) => each.id === id) && known.get(id)?.mark === group.mark,
  );
  const { after, replaced } = desiredAfter(group, coming.length, leaving.length, declared);
  const refusals = refusalsOf({ already, coming, leaving, known, after, declared }, group);
  if (refusals.length > 0) return { ok: false, refusals };
  return {
    ok: true,
    calls: attachCalls(coming, group),
    leaving: detachCalls(leaving, replaced, group),
    already: already.map(({ id }) => id),
    desired: { before: group.desired, after },
  };
}

/** Who leaves is replaced as far as the group would else have too few: by its min, or by what the file wants. */
function desiredAfter(
  { desired, min, owner }: GroupFacts,
  coming: number,
  leaving: number,
  declared: number | undefined,
): { after: number; replaced: number } {
  const least = desired + coming - leaving;
  const floor = owner === 'iac' ? (declared ?? min) : min;
  const replaced = Math.min(Math.max(floor - least, 0), leaving);
  return { after: least + replaced, replaced };
}

/** Entrusted ones and others apart, since a call is about one kind; no more in each than the cloud takes. */
function attachCalls(coming: readonly AttachedInstance[], group: GroupFacts): AttachCall[] {
  const { perCall } = attachmentLimits.rows[group.platform];
  const calls: AttachCall[] = [];
  let desiredAfter = group.desired;
  for (const entrusted of [true, false]) {
    const all = coming.filter((each) => each.entrusted === entrusted).map(({ id }) => id);
    for (const ids of parts(all, perCall)) {
      desiredAfter += ids.length;
      calls.push({ ids, entrusted, desiredAfter });
    }
  }
  return calls;
}

function detachCalls(leaving: readonly string[], replaced: number, { platform }: GroupFacts): DetachCall[] {
  const { perCall } = attachmentLimits.rows[platform];
  return [
    ...parts(leaving.slice(replaced), perCall).map((ids) => ({ ids, replace: false })),
    ...parts(leaving.slice(0, replaced), perCall).map((ids) => ({ ids, replace: true })),
  ];
}
