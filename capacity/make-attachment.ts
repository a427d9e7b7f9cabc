import type { Capacity, CloudGroup, LiveGroupState } from './live-group.ts';
import { changeCapacity } from './change-capacity.ts';
import { GroupError } from './group-error.ts';
import type { Lease } from './lease.ts';
import type { AttachmentPlan } from './attachment.ts';
import type { Machines } from './machines.ts';

/** One writer at a time: work is done under the group's lease. */
export type UnderLease = <T>(work: (lease: Pick<Lease, 'requireHeld'>) => Promise<T>) => Promise<T>;

export interface Making {
  group: CloudGroup;
  machines: Pick<Machines, 'mark'>;
  mark: string;
  /** Whether the cloud takes a call only while nothing is under way in the group. */
  idleGroup: boolean;
  /** As the file has it: where the group's own is lower, it is raised before. */
  max: number;
  underLease: UnderLease;
  /** Milliseconds to wait until a call has taken effect; default 10 minutes. */
  settleMs?: number;
  /** Seams of the tests. */
  now?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
}

const SETTLE_MS = 10 * 60_000;
const LOOK_MS = 2_000;

/**
 * Makes what was planned. Each call takes effect before the next: the clouds take none while one is under way. A kill
 * between two leaves what was done, and the next plan names the rest.
 *
 * @throws {GroupError} where the group is no longer as it was planned for, or a call takes no effect in time
 */
export async function makeAttachment(plan: AttachmentPlan & { ok: true }, making: Making): Promise<Capacity> {
  const { group, machines, mark, max, underLease } = making;
  for (const { ids, entrusted } of plan.calls) {
    // Before they come in: one that is in the group without the mark would be taken for somebody else's.
    if (!entrusted) await machines.mark(ids, mark);
    await underLease(async (lease) => {
      const { max: now } = await group.read();
      if (now < max) await changeCapacity(group, lease, { set: { max } });
      lease.requireHeld();
      await group.attach(ids, { entrusted });
    });
    await settled(making, `attaching ${ids.join(', ')}`, ({ instances }) =>
      ids.every((id) => instances.some((each) => each.id === id && each.state === 'running')),
    );
  }
  for (const { ids, replace } of plan.leaving) {
    await underLease(async (lease) => {
      lease.requireHeld();
      await group.detach(ids, { replace });
    });
    await settled(making, `detaching ${ids.join(', ')}`, ({ instances }) =>
      instances.every(({ id }) => !ids.includes(id)),
    );
  }
  const { min, desired, max: most } = await group.read();
  return { min, desired, max: most };
}

async function settled(
  { group, idleGroup, settleMs = SETTLE_MS, now = Date.now, sleep = delay }: Making,
  what: string,
  isSettled: (state: LiveGroupState) => boolean,
): Promise<void> {
  const started = now();
  const giveUp = started + settleMs;
  for (;;) {
    const state = await group.read();
    if (isSettled(state) && !(idleGroup && (await isBusy(group, started)))) return;
    if (now() >= giveUp) {
      const message = `${state.region}/${state.name}: ${what} has taken no effect within ${settleMs / 60_000} min`;
      throw new GroupError('busy', message, { fix: "look at the group's activities, then run again" });
    }
    await sleep(LOOK_MS);
  }
}

/** Of what has begun since; logs tell minutes alone. */
async function isBusy(group: CloudGroup, started: number): Promise<boolean> {
  const activities = await group.activities(new Date(started - 2 * 60_000));
  return activities.some(({ status }) => status === 'running');
}

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
