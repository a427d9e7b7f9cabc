import { makeAttachment } from '../../capacity/make-attachment.ts';
import {
  type Attachments,
  attachingGroups,
  type GroupAttachment,
  readAttachments,
} from '../../capacity/read-attachments.ts';
import { attachmentLimits } from '../../topology/catalog/attachment.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { tellFindings } from '../check/tell-findings.ts';
import { groupWork } from './group-work.ts';
import type { Beside } from '../engine/apply.ts';
import { note } from '../output/note.ts';
import type { Stack } from '../stack/open.ts';
import { type AttachmentChange, changeOf, findingsOf, hasWork, linesOf } from './attachment-changes.ts';
import { type OpenLeaseStore, withLease } from './with-lease.ts';

/** Attaching and detaching, of which no resource of a cloud's provider can be trusted to do either (docs/live-groups.md). */
export interface AttachmentWork extends Beside {
  changes: AttachmentChange[];
  close(): void;
}

/**
 * Reads what is to be done with instances made elsewhere. `undefined`: the clouds would refuse some of it, as told at the
 * places in the file; nothing was asked of them but how things are.
 *
 * @throws {Failure} where the clouds can't be asked
 */
export async function openAttachments(
  stack: Stack,
  plan: Plan,
  openLeaseStore: OpenLeaseStore = noStore,
): Promise<AttachmentWork | undefined> {
  const started = performance.now();
  if (attachingGroups(plan).length === 0) return nothing;
  const found = await groupWork(() => readAttachments(plan, new Date()));
  const findings = found.groups.flatMap(findingsOf);
  if (findings.length > 0) {
    found.close();
    tellFindings(stack, findings, started);
    return undefined;
  }
  const changes = found.groups.flatMap((group) => changeOf(group) ?? []);
  return {
    changes,
    isNeeded: changes.some(({ desired }) => desired !== undefined),
    tell: () => changes.flatMap(linesOf).forEach((line) => note(line)),
    make: () => make(found, openLeaseStore),
    close: () => found.close(),
  };
}

const noStore: OpenLeaseStore = () => Promise.reject(new Error('a preview makes nothing'));

const nothing: AttachmentWork = {
  changes: [],
  isNeeded: false,
  tell: () => undefined,
  make: () => Promise.resolve(),
  close: () => undefined,
};

async function make({ groups }: Attachments, openLeaseStore: OpenLeaseStore): Promise<void> {
  for (const attachment of groups) await groupWork(() => makeOne(attachment, openLeaseStore));
}

async function makeOne({ node, live }: GroupAttachment, openLeaseStore: OpenLeaseStore): Promise<void> {
  if (!live || !live.plan.ok || !hasWork(live.plan)) return;
  const { group, machines, plan, mark, platform } = live;
  const { desired } = await withLease(node, openLeaseStore, (underLease) =>
    makeAttachment(plan, {
      group: group.group,
      machines,
      mark,
      idleGroup: attachmentLimits.rows[platform].idleGroup,
      max: node.capacity.max,
      underLease,
    }),
  );
  note(`${node.id}: attached as shown; desired is ${desired}`);
}
