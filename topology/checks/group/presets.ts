import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import type { GroupDefaults } from '../../schema/group.ts';
import type { GroupEntry } from '../../site-index.ts';
import type { CheckContext } from '../check.ts';

/** A word of a group, with the place where it stands: in the group itself, or in `defaults.group`. */
export interface Effective<K extends keyof GroupDefaults> {
  group: GroupEntry;
  value: NonNullable<GroupDefaults[K]>;
  pointer: Pointer;
}

/** What counts for each group that has the word, its own or by default. */
export function* effective<K extends keyof GroupDefaults>(
  { site, index }: CheckContext,
  key: K,
): Generator<Effective<K>> {
  const preset = site.defaults?.group?.[key];
  for (const group of index.groups.values()) {
    const own = group.value[key];
    const value = own ?? preset;
    if (value === undefined) continue;
    yield {
      group,
      value,
      pointer: below(own === undefined ? below(SITE, 'defaults', 'group') : group.pointer, key),
    };
  }
}

/** The same, but what is preset once for each platform: it is one mistake, however many groups take it. */
export function* effectiveOnce<K extends keyof GroupDefaults>(
  context: CheckContext,
  key: K,
): Generator<Effective<K>> {
  const told = new Set<string>();
  for (const entry of effective(context, key)) {
    const place = `${entry.pointer} ${entry.group.region.platform}`;
    if (told.has(place)) continue;
    told.add(place);
    yield entry;
  }
}
