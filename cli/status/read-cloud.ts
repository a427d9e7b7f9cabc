import { attribute, compareGroups, type Drift } from '../../capacity/compare.ts';
import { GroupError } from '../../capacity/group-error.ts';
import type { Activity, LiveGroupState } from '../../capacity/live-group.ts';
import { openGroups } from '../../capacity/open-region.ts';
import type { StackGroup } from '../../capacity/stack-groups.ts';
import type { Plan, RegionPlan } from '../../topology/plan/plan.ts';
import { cannotRun } from '../failure.ts';
import { groupStatus, sickOf } from './group-status.ts';
import type { GroupStatus, StackStatus } from './stack-status.ts';

/** How far back a drift's author is looked for: both clouds' logs reach further. */
const LOG_DAYS = 14;

type Unread = NonNullable<StackStatus['unread']>[number];
type CloudStatus = Pick<StackStatus, 'groups' | 'drift'> & { unread: Unread[] };

/**
 * The groups of a stack's cloud regions beside what the plan declares. A region that can't be read is told, and the
 * others shown.
 *
 * @throws {Failure} exit code 2, where no region can be read
 */
export async function readCloud(plan: Plan, now: Date): Promise<CloudStatus> {
  const regions = plan.regions.filter(({ platform }) => platform !== 'local');
  const readings = await Promise.all(regions.map((region) => readRegion(plan, region)));
  try {
    const failed = readings.flatMap(({ region, error }) => (error ? [{ region: region.name, error }] : []));
    const [first] = failed;
    if (first && failed.length === regions.length) {
      const messages = [...new Set(failed.map(({ error }) => error.message))];
      throw cannotRun(messages.join('\n'), first.error.fix, first.error);
    }
    const found = readings.flatMap(({ groups }) => groups);
    const unread = failed.map(({ region, error }) => ({ region, reason: error.message }));
    const drift = driftOf(plan, found, new Set(unread.map(({ region }) => region)));
    const groups = found.map(({ state }) => statusOf(plan, state));
    const wanted = [
      ...drift.filter(({ live }) => live !== undefined).map(({ group }) => group),
      ...groups.filter(isShort).map(idOf),
    ];
    const logs = await readLogs(found, new Set(wanted), now);
    return {
      groups: groups.map((group) =>
        isShort(group) ? { ...group, ...failureOf(logs.of(idOf(group))) } : group,
      ),
      drift: drift.map((each) => attribute(each, logs.of(each.group))),
      unread: [...unread, ...logs.unread],
    };
  } finally {
    for (const { close } of readings) close();
  }
}

interface Reading {
  region: RegionPlan;
  groups: StackGroup[];
  error?: GroupError;
  close: () => void;
}

async function readRegion(plan: Plan, region: RegionPlan): Promise<Reading> {
  try {
    return { region, ...(await openGroups(plan, region)) };
  } catch (error) {
    if (!(error instanceof GroupError)) throw error;
    return { region, groups: [], error, close: () => undefined };
  }
}

function statusOf(plan: Plan, state: LiveGroupState): GroupStatus {
  const declared = plan.regions
    .flatMap(({ groups }) => groups)
    .find(({ region, name }) => region === state.region && name === state.name);
  const known = declared && { workload: declared.workload, owner: declared.capacity.owner };
  return { ...groupStatus(state, known), sick: sickOf(state.instances) };
}

function driftOf(plan: Plan, found: readonly StackGroup[], unread: ReadonlySet<string>): Drift[] {
  // Nothing is up: that is said once, and is no drift.
  if (found.length === 0) return [];
  const declared = plan.regions
    .filter(({ platform }) => platform !== 'local')
    .flatMap(({ groups }) => groups);
  const live = new Map(found.map(({ id, state }) => [id, state]));
  return compareGroups(declared, live, (region) => !unread.has(region));
}

const isShort = ({ healthy, desired }: GroupStatus): boolean => healthy < desired;
const idOf = ({ region, name }: GroupStatus): string => `${region}/${name}`;

/** Where the last that was tried has failed: what came before is history. */
function failureOf([last]: readonly Activity[]): Pick<GroupStatus, 'failure'> {
  return last?.failure === undefined ? {} : { failure: { at: last.at, message: last.failure } };
}

interface Logs {
  /** The newest first; empty where it wasn't asked for, or can't be read. */
  of(id: string): Activity[];
  unread: Unread[];
}

/** Of the groups that something is to be told about, and those alone. */
async function readLogs(found: readonly StackGroup[], wanted: ReadonlySet<string>, now: Date): Promise<Logs> {
  const since = new Date(now.getTime() - LOG_DAYS * 86_400_000);
  const unread: Unread[] = [];
  const logs = new Map<string, Activity[]>();
  await Promise.all(
    found
      .filter(({ id }) => wanted.has(id))
      .map(async ({ id, group }) => {
        try {
          logs.set(id, await group.activities(since));
        } catch (error) {
          if (!(error instanceof GroupError)) throw error;
          unread.push({ region: `the log of ${id}`, reason: error.message });
        }
      }),
  );
  return { of: (id) => logs.get(id) ?? [], unread };
}
