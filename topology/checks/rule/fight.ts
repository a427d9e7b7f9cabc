import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import type { SiteIndex } from '../../site-index.ts';
import { rule } from '../check.ts';
import { actingParts, soundRules, type Kind, type RuleEntry } from './entries.ts';

/** From which value of its metric on a rule brings instances, and up to which it takes some away. */
interface Reach {
  entry: RuleEntry & { kind: Kind };
  adds?: { value: number; pointer: Pointer };
  removes?: { value: number; pointer: Pointer };
}

export const ruleFight = rule({
  code: 'rule/fight',
  summary: 'no rule of a group takes away what another has brought',
  why: 'Between the two values both act: one rule brings instances, the other takes them away, and the group goes up and down all night.',
  allowed: 'Rules on one metric that take instances away below the value from which others bring some.',
  fix: 'Leave room between the two values, or give track alone both ways.',
  *run({ index }) {
    for (const [first, later] of pairs(index)) {
      for (const [out, into] of [
        [first, later],
        [later, first],
      ] as const) {
        if (!out.adds || !into.removes || !collide(out, into)) continue;
        const [mine, other] = out === later ? [out.adds, into.removes] : [into.removes, out.adds];
        yield {
          pointer: mine.pointer,
          message: `one rule brings instances from ${out.adds.value} of ${metricOf(later)} on, and another takes some away up to ${into.removes.value}`,
          fix: out === later ? `more than ${into.removes.value}` : `less than ${out.adds.value}`,
          related: [{ pointer: other.pointer, message: 'the other is here' }],
        };
      }
    }
  },
});

/** More have several of a kind among them, which is told by itself. */
const MANY = 20;

/** Rules of one group and metric. */
function* pairs(index: SiteIndex): Generator<[first: Reach, later: Reach]> {
  const reaches = [...soundRules(index)].map(reachOf);
  for (const [, all] of Map.groupBy(reaches, (reach) => `${reach.entry.group.id} ${metricOf(reach)}`)) {
    if (all.length > MANY) continue;
    for (const [position, later] of all.entries()) {
      for (const first of all.slice(0, position)) yield [first, later];
    }
  }
}

const metricOf = ({ entry: { kind, rule: written } }: Reach): string | undefined => written[kind];

/** At its very target, target tracking does nothing. */
function collide(out: Reach, into: Reach): boolean {
  const [adds, removes] = [out.adds?.value ?? Infinity, into.removes?.value ?? -Infinity];
  const tracked = [out, into].filter(({ entry }) => entry.kind === 'track').length;
  // Two that track are told as two of a kind.
  if (tracked === 2) return false;
  return tracked === 1 ? adds < removes : adds <= removes;
}

function reachOf(entry: RuleEntry & { kind: Kind }): Reach {
  const { kind, pointer, rule: written } = entry;
  const { target } = written;
  if (kind === 'track' && target !== undefined) {
    const place = { value: target, pointer: below(pointer, 'target') };
    return { entry, adds: place, ...(written.scaleIn !== false && { removes: place }) };
  }
  const reach: Reach = { entry };
  for (const { part, pointer: place } of actingParts(entry)) {
    const { above, below: under } = part;
    if (above !== undefined && above < (reach.adds?.value ?? Infinity))
      reach.adds = { value: above, pointer: below(place, 'above') };
    if (under !== undefined && under > (reach.removes?.value ?? -Infinity))
      reach.removes = { value: under, pointer: below(place, 'below') };
  }
  return reach;
}
