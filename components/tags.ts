import type { GroupNode, Plan } from '../topology/plan/plan.ts';

/** Tags of everything that takes them. The site's own never hide Skerry's: bills and clean-ups rely on those. */
export function siteTags(plan: Plan, region?: string): Record<string, string> {
  return { ...plan.tags, ...skerryTags(plan, region) };
}

/** Skerry's own, for what takes few: an object of S3 has ten at most. */
export function skerryTags(plan: Plan, region?: string): Record<string, string> {
  return { 'skerry:stack': plan.stack, ...(region === undefined ? {} : { 'skerry:region': region }) };
}

/** Tags of a group and of its instances. */
export function groupTags(plan: Plan, group: GroupNode): Record<string, string> {
  return {
    ...siteTags(plan, group.region),
    'skerry:group': group.id,
    'skerry:workload': group.workload,
    'skerry:capacity-owner': group.capacity.owner,
  };
}
