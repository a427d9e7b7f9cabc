import type { AttachmentPlan } from '../../capacity/attachment.ts';
import type { GroupAttachment } from '../../capacity/read-attachments.ts';
import type { Finding } from '../../topology/diagnostics/diagnostic.ts';
import { below } from '../../topology/diagnostics/pointer.ts';

/** What is to be done with one group, as `--json` prints it. */
export interface AttachmentChange {
  group: string;
  attach: { id: string; entrusted: boolean }[];
  detach: { id: string; replace: boolean }[];
  /** Absent where the group isn't there yet. */
  desired?: { before: number; after: number };
}

/** What the cloud would refuse, each at its place in the stack file. */
export function findingsOf({ node, live }: GroupAttachment): Finding[] {
  if (!live || live.plan.ok) return [];
  return live.plan.refusals.map(({ reason, origin, message, fix }) => ({
    code: `attach/${reason}`,
    severity: 'error',
    message,
    fix,
    ...(origin === undefined
      ? { pointer: below(node.origin, 'attach'), at: 'key' as const }
      : { pointer: below(origin, 'id') }),
  }));
}

/** `undefined`: nothing is to be done. */
export function changeOf({ node, wanted, live }: GroupAttachment): AttachmentChange | undefined {
  if (!live) {
    const attach = wanted.map(({ id, entrusted }) => ({ id, entrusted }));
    return attach.length > 0 ? { group: node.id, attach, detach: [] } : undefined;
  }
  const { plan } = live;
  if (!plan.ok || !hasWork(plan)) return undefined;
  return {
    group: node.id,
    attach: plan.calls.flatMap(({ ids, entrusted }) => ids.map((id) => ({ id, entrusted }))),
    detach: plan.leaving.flatMap(({ ids, replace }) => ids.map((id) => ({ id, replace }))),
    desired: plan.desired,
  };
}

export const hasWork = (plan: AttachmentPlan & { ok: true }): boolean =>
  plan.calls.length + plan.leaving.length > 0;

/** The same for people. */
export function linesOf({ group, attach, detach, desired }: AttachmentChange): string[] {
  if (!desired) {
    const ids = attach.map(({ id }) => id).join(', ');
    return [`Attach: ${group} is not there yet; the next \`skerry up\` brings in ${ids}`];
  }
  return [
    `Attach: ${group}, desired ${desired.before} → ${desired.after}`,
    ...attach.map(({ id, entrusted }) =>
      entrusted
        ? `  + ${id} comes in, and may be released like the group's own`
        : `  + ${id} comes in, lent: it goes on running when it leaves`,
    ),
    ...detach.map(({ id, replace }) =>
      replace
        ? `  - ${id} is no longer listed: it leaves and goes on running, and a new one takes its place`
        : `  - ${id} is no longer listed: it leaves and goes on running`,
    ),
  ];
}
