import { describeUrn } from '../engine/events.ts';
import type { ShownChange } from '../engine/shown-changes.ts';

/** A resource that is not as the stack file has it, and that the next update would change. */
export interface ResourceDrift {
  /** `aws:lb/listener:Listener` */
  type: string;
  name: string;
  /** `absent`: declared and not there; `undeclared`: there, and in the file no more. */
  what: 'differs' | 'absent' | 'undeclared';
  /** Of what differs, by property. Secrets are told as `[secret]`. */
  values: Record<string, { declared: unknown; live: unknown }>;
}

const WORDS: Partial<Record<string, ResourceDrift['what']>> = {
  create: 'absent',
  delete: 'undeclared',
  update: 'differs',
  replace: 'differs',
};

/** What of a group its own status tells, with its author and with what schedules may set. */
const TOLD_OF_GROUPS = new Set(['minSize', 'maxSize', 'desiredCapacity', 'suspendedProcesses']);
const GROUPS = new Set(['aws:autoscaling/group:Group', 'alicloud:ess/scalingGroup:ScalingGroup']);

/** What a preview that has read the cloud would change, as drift: sorted, and without what the groups' own status tells. */
export function resourceDrift(changes: Iterable<ShownChange>): ResourceDrift[] {
  const drift = [...changes].flatMap(({ operation, urn, values }): ResourceDrift[] => {
    const what = WORDS[operation];
    const type = /([^$]+)$/.exec(urn.split('::')[2] ?? '')?.[1] ?? '';
    if (what === undefined) return [];
    const { name } = describeUrn(urn);
    const told = what === 'differs' ? differing(type, values) : {};
    // A group that is not there, or in no file, is told by the groups' status.
    if (GROUPS.has(type) && Object.keys(told).length === 0) return [];
    return [{ type, name, what, values: told }];
  });
  return drift.sort((one, other) => (one.type + one.name < other.type + other.name ? -1 : 1));
}

function differing(type: string, values: ShownChange['values']): ResourceDrift['values'] {
  const found: ResourceDrift['values'] = {};
  for (const [path, [live, declared]] of Object.entries(values)) {
    const name = /^[^.[]+/.exec(path)?.[0] ?? path;
    if (!GROUPS.has(type) || !TOLD_OF_GROUPS.has(name)) found[name] = { declared, live };
  }
  return found;
}
