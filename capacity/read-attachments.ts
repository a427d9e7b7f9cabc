import type { AttachedInstance, Cloud, GroupNode, Plan, RegionPlan } from '../topology/plan/plan.ts';
import type { AttachmentPlan, GroupFacts, InstanceFacts } from './attachment.ts';
import { type Machines, markOf } from './machines.ts';
import { openGroups, openMachines } from './open-region.ts';
import { planAttachment } from './plan-attachment.ts';
import type { StackGroup } from './stack-groups.ts';

/** A group whose file names instances made elsewhere. */
export interface GroupAttachment {
  node: GroupNode;
  wanted: readonly AttachedInstance[];
  /** Absent where the group isn't there yet. */
  live?: { group: StackGroup; platform: Cloud; machines: Machines; plan: AttachmentPlan; mark: string };
}

export interface Attachments {
  groups: GroupAttachment[];
  close(): void;
}

/** How far back an activity may have begun that still runs: the longest that a hook may hold one. */
const ACTIVITY_HOURS = 48;

/** Groups with `attach`: no cloud is asked where there is none. */
export function attachingGroups(plan: Plan): GroupNode[] {
  return plan.regions
    .filter(({ platform }) => platform !== 'local')
    .flatMap(({ groups }) => groups.filter(({ attach }) => attach !== undefined));
}

/**
 * What is to be done with instances made elsewhere, read from the clouds; nothing is changed.
 *
 * @throws {GroupError} where one can't be read
 */
export async function readAttachments(plan: Plan, now: Date): Promise<Attachments> {
  const attaching = attachingGroups(plan);
  const names = new Set(attaching.map(({ region }) => region));
  const opened: { close(): void }[] = [];
  const close = () => opened.forEach((each) => each.close());
  try {
    const groups: GroupAttachment[] = [];
    for (const region of plan.regions.filter(({ name }) => names.has(name))) {
      const [found, machines] = await Promise.all([openGroups(plan, region), openMachines(plan, region)]);
      opened.push(found, machines);
      const elsewhere = plan.regions.filter(
        ({ name, platform }) => platform === region.platform && name !== region.name,
      );
      const abroad = lazily(() => Promise.all(elsewhere.map((other) => openMachines(plan, other))), opened);
      for (const node of region.groups.filter((each) => attaching.includes(each))) {
        const group = found.groups.find(({ id }) => id === node.id);
        groups.push(
          group
            ? await readLive({ plan, region, node, group, machines, abroad, now })
            : { node, wanted: node.attach ?? [] },
        );
      }
    }
    return { groups, close };
  } catch (error) {
    close();
    throw error;
  }
}

interface Reading {
  plan: Plan;
  region: RegionPlan;
  node: GroupNode;
  group: StackGroup;
  machines: Machines;
  /** Of the cloud's other regions in the stack. */
  abroad: () => Promise<Machines[]>;
  now: Date;
}

async function readLive(reading: Reading): Promise<GroupAttachment> {
  const { plan, node, group, machines } = reading;
  const wanted = node.attach ?? [];
  const mark = markOf(plan.stack, node.id);
  const facts = await readGroup(reading, mark);
  const strangers = wanted.map(({ id }) => id).filter((id) => !facts.members.includes(id));
  const instances = await readInstances(reading, [...new Set([...strangers, ...facts.guests])]);
  const declared = node.capacity.owner === 'iac' ? node.capacity.target : undefined;
  return {
    node,
    wanted,
    live: {
      group,
      platform: facts.platform,
      machines,
      mark,
      plan: planAttachment(wanted, facts, instances, declared),
    },
  };
}

async function readGroup({ region, node, group, machines, now }: Reading, mark: string): Promise<GroupFacts> {
  const { state } = group;
  const members = state.instances.filter((each) => each.state !== 'stopped');
  const since = new Date(now.getTime() - ACTIVITY_HOURS * 3_600_000);
  const [place, activities] = await Promise.all([
    machines.placeOf(group.name),
    group.group.activities(since),
  ]);
  const { min, max, owner } = node.capacity;
  return {
    id: node.id,
    platform: region.platform === 'aws' ? 'aws' : 'alicloud',
    region: region.name,
    ...place,
    min,
    max,
    desired: state.desired,
    owner,
    members: members.map(({ id }) => id),
    guests: members.flatMap(({ id, attached }) => (attached === 'lent' ? [id] : [])),
    idle: state.inactive === undefined && activities.every(({ status }) => status !== 'running'),
    mark,
  };
}

/** One that is not where it should be is looked for where the stack is besides: only so can it be told where it is. */
async function readInstances(
  { machines, abroad }: Reading,
  ids: readonly string[],
): Promise<InstanceFacts[]> {
  if (ids.length === 0) return [];
  const here = await machines.read(ids);
  const missing = ids.filter((id) => here.every((instance) => instance.id !== id));
  if (missing.length === 0) return here;
  const others = await abroad();
  const there = await Promise.all(others.map((other) => other.read(missing)));
  return [...here, ...there.flat()];
}

function lazily(open: () => Promise<Machines[]>, opened: { close(): void }[]): () => Promise<Machines[]> {
  let made: Promise<Machines[]> | undefined;
  return () =>
    (made ??= open().then((machines) => {
      opened.push(...machines);
      return machines;
    }));
}
