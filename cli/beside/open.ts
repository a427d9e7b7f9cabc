import type { Plan } from '../../topology/plan/plan.ts';
import type { Beside } from '../engine/apply.ts';
import type { Stack } from '../stack/open.ts';
import type { AttachmentChange } from './attachment-changes.ts';
import { openAttachments } from './attachments.ts';
import { openRefreshes, type RefreshChange } from './refreshes.ts';
import type { OpenLeaseStore } from './with-lease.ts';

/** What `skerry up` does beside the engine: words of groups that no resource stands for. */
export interface BesideWork extends Beside {
  changes: { attachments: AttachmentChange[]; refreshes: RefreshChange[] };
  /**
   * What comes after the update.
   *
   * @throws {Failure} where it can't be done; the update has taken place
   */
  finish(): Promise<void>;
  close(): void;
}

/**
 * Reads what is to be done. `undefined`: the clouds would refuse some of it, as told at the places in the file.
 *
 * @param openLeaseStore for `make`; a preview makes nothing
 * @throws {Failure} where the clouds can't be asked
 */
export async function openBeside(
  stack: Stack,
  plan: Plan,
  openLeaseStore?: OpenLeaseStore,
): Promise<BesideWork | undefined> {
  const attachments = await openAttachments(stack, plan, openLeaseStore);
  if (!attachments) return undefined;
  try {
    const refreshes = await openRefreshes(plan);
    const both = [attachments, refreshes];
    return {
      changes: { attachments: attachments.changes, refreshes: refreshes.changes },
      isNeeded: attachments.isNeeded || refreshes.changes.length > 0,
      tell: () => both.forEach((each) => each.tell()),
      make: () => attachments.make(),
      finish: () => refreshes.start(),
      close: () => both.forEach((each) => each.close()),
    };
  } catch (error) {
    attachments.close();
    throw error;
  }
}
