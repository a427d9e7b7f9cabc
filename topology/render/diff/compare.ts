import { isDeepStrictEqual } from 'node:util';
import type { Arrow, Box, Detail, Diagram, Place } from '../diagram.ts';
import { valueChanges, type ValueChange } from './values.ts';

export type Change = 'added' | 'changed' | 'removed';

export interface BoxChange {
  change: Change;
  /** Of a changed box: the rows that differ, in the order of its details. */
  details: DetailChange[];
  /** The same in the words of the plan, for programs. */
  values: ValueChange[];
}

/** Absent: there was, or is, no such row. */
export interface DetailChange {
  name: string;
  before?: string;
  after?: string;
  place?: Place;
}

export interface ArrowChange {
  change: Change;
  before?: string;
  after?: string;
}

export interface Difference {
  /** What both have, and what either has: the later one's words, and its order as far as it goes. */
  diagram: Diagram;
  /** By id; what is not in them is as it was. */
  boxes: Map<string, BoxChange>;
  arrows: Map<string, ArrowChange>;
}

/** @param before absent where there was nothing: all is added then */
export function compare(before: Diagram | undefined, after: Diagram): Difference {
  const [oldBoxes, oldArrows] = [byId(before?.boxes ?? []), byId(before?.arrows ?? [])];
  const [newBoxes, newArrows] = [byId(after.boxes), byId(after.arrows)];
  const difference: Difference = {
    diagram: {
      ...after,
      boxes: merged(before?.boxes ?? [], after.boxes),
      arrows: merged(before?.arrows ?? [], after.arrows),
    },
    boxes: new Map(),
    arrows: new Map(),
  };
  for (const box of difference.diagram.boxes) {
    const change = compareBoxes(oldBoxes.get(box.id), newBoxes.get(box.id));
    if (change) difference.boxes.set(box.id, change);
  }
  difference.diagram.boxes = difference.diagram.boxes.map((box) => marked(box, difference.boxes.get(box.id)));
  for (const { id } of difference.diagram.arrows) {
    const change = compareArrows(oldArrows.get(id), newArrows.get(id));
    if (change) difference.arrows.set(id, change);
  }
  return difference;
}

/** A box has room for so many; the rest is in its details. */
const MOST_SHOWN = 4;

function marked(box: Box, { details }: Pick<BoxChange, 'details'> = { details: [] }): Box {
  if (details.length === 0) return box;
  const shown = details.length > MOST_SHOWN ? details.slice(0, MOST_SHOWN - 1) : details;
  const rest = details.length - shown.length;
  return { ...box, changes: [...shown.map(showChange), ...(rest > 0 ? [`… ${rest} more changes`] : [])] };
}

/** `max 16 → 20`; of a list that keeps some of its items, what comes and goes: `deny +203.0.113.0/24`. */
export function showChange({ name, before, after }: DetailChange): string {
  const [old, now] = [itemsOf(before), itemsOf(after)];
  if (!old.some((item) => now.includes(item))) return `${name} ${before ?? 'none'} → ${after ?? 'none'}`;
  const come = now.filter((item) => !old.includes(item)).map((item) => `+${item}`);
  const gone = old.filter((item) => !now.includes(item)).map((item) => `−${item}`);
  // The same items in another order.
  if (come.length + gone.length === 0) return `${name} ${before} → ${after}`;
  return `${name} ${[...come, ...gone].join(' ')}`;
}

const itemsOf = (value: string | undefined): string[] =>
  value?.includes(', ') ? value.split(', ') : value === undefined ? [] : [value];

function compareBoxes(before: Box | undefined, after: Box | undefined): BoxChange | undefined {
  if (!before) return { change: 'added', details: [], values: [] };
  if (!after) return { change: 'removed', details: [], values: [] };
  const values = valueChanges(before.facts, after.facts);
  if (values.length === 0) return undefined;
  return { change: 'changed', details: detailChanges(before.details, after.details), values };
}

function detailChanges(before: readonly Detail[], after: readonly Detail[]): DetailChange[] {
  const [old, now] = [
    new Map(before.map((row) => [row.name, row])),
    new Map(after.map((row) => [row.name, row])),
  ];
  const rows = mergedBy(before, after, ({ name }) => name);
  return rows.flatMap(({ name }): DetailChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was?.value === is?.value) return [];
    return [
      {
        name,
        ...(was && { before: was.value }),
        ...(is && { after: is.value }),
        ...(is?.place && { place: is.place }),
      },
    ];
  });
}

function compareArrows(before: Arrow | undefined, after: Arrow | undefined): ArrowChange | undefined {
  if (!before) return { change: 'added' };
  if (!after) return { change: 'removed' };
  if (isDeepStrictEqual(before, after)) return undefined;
  return {
    change: 'changed',
    ...(before.note !== undefined && { before: before.note }),
    ...(after.note !== undefined && { after: after.note }),
  };
}

const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]));

const merged = <T extends { id: string }>(before: readonly T[], after: readonly T[]): T[] =>
  mergedBy(before, after, ({ id }) => id);

/** What is gone stands where it stood: behind what came before it. */
function mergedBy<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): T[] {
  const result = [...after];
  const positions = new Set(after.map(key));
  let previous: string | undefined;
  for (const item of before) {
    if (!positions.has(key(item))) {
      const at = previous === undefined ? -1 : result.findIndex((other) => key(other) === previous);
      result.splice(at + 1, 0, item);
    }
    previous = key(item);
  }
  return result;
}
