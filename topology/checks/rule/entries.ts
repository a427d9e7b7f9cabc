import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import type { ScalingRule } from '../../schema/scaling-rule.ts';
import type { GroupEntry, SiteIndex } from '../../site-index.ts';

export const KINDS = ['track', 'step', 'simple', 'predict'] as const;
export type Kind = (typeof KINDS)[number];

export interface RuleEntry {
  group: GroupEntry;
  rule: ScalingRule;
  pointer: Pointer;
  /** Those that are named; a sound rule has one. */
  kinds: Kind[];
}

export function* ruleEntries({ groups }: SiteIndex): Generator<RuleEntry> {
  for (const group of groups.values()) {
    for (const [position, rule] of (group.value.rules ?? []).entries()) {
      const kinds = KINDS.filter((kind) => rule[kind] !== undefined);
      yield { group, rule, pointer: below(group.pointer, 'rules', position), kinds };
    }
  }
}

/** Rules of one kind alone: what is wrong with the others is told by itself. */
export function* soundRules(index: SiteIndex): Generator<RuleEntry & { kind: Kind }> {
  for (const entry of ruleEntries(index)) {
    const [kind] = entry.kinds;
    if (kind !== undefined && entry.kinds.length === 1) yield { ...entry, kind };
  }
}

/** Part of a rule that says from where it acts, and how much. */
export type Acting = Pick<ScalingRule, 'above' | 'below' | 'add' | 'addPercent' | 'setTo'>;

/** The rule itself where it is simple; its steps where it has some. */
export function actingParts({
  kind,
  rule,
  pointer,
}: RuleEntry & { kind: Kind }): { part: Acting; pointer: Pointer }[] {
  if (kind === 'simple') return [{ part: rule, pointer }];
  if (kind !== 'step') return [];
  return (rule.steps ?? []).map((part, position) => ({ part, pointer: below(pointer, 'steps', position) }));
}
