import type { Box, BoxKind, Diagram } from '../diagram.ts';
import { measure, TEXT } from './text.ts';

export interface Size {
  width: number;
  height: number;
}

/** Of every box: what lies around its text. The stripe at its left and the icon at its right are within. */
export const BOX = {
  left: 14,
  right: 12,
  top: 8,
  bottom: 9,
  label: 17,
  line: 16,
  icon: 24,
  least: 96,
} as const;

/** Of a region: the height of its heading, and the space around its boxes. */
export const REGION = { heading: 30, padding: 14, gap: 14 } as const;

/** Longer texts end in `…`; the whole is in the details. */
export const MOST_TEXT = 250;

/** Boxes of a column are equally wide, so that it looks like one. */
export function boxSizes({ boxes }: Diagram): Map<string, Size> {
  const drawn = boxes.filter(({ kind }) => kind !== 'region' && kind !== 'site');
  const widths = new Map<BoxKind, number>();
  for (const box of drawn) {
    const column = columnOf(box);
    widths.set(column, Math.max(widths.get(column) ?? BOX.least, naturalWidth(box)));
  }
  return new Map(drawn.map((box) => [box.id, { width: widths.get(columnOf(box))!, height: heightOf(box) }]));
}

const columnOf = ({ kind }: Box): BoxKind => (kind === 'redis' ? 'bucket' : kind);

function naturalWidth({ label, lines, changes = [] }: Box): number {
  const text = Math.max(
    Math.min(measure(label, TEXT.label, true), MOST_TEXT) + BOX.icon,
    ...[...lines, ...changes].map((line) => Math.min(measure(line, TEXT.line), MOST_TEXT)),
  );
  return Math.ceil(BOX.left + text + BOX.right);
}

const heightOf = ({ lines, changes = [] }: Box): number =>
  BOX.top + BOX.label + (lines.length + changes.length) * BOX.line + BOX.bottom;

/** What the heading of a region takes at least; its lines stand in one. */
export function headingWidth({ label, lines }: Box): number {
  return Math.ceil(
    measure(label, TEXT.label, true) +
      REGION.gap +
      measure(lines.join(' · '), TEXT.line) +
      2 * REGION.padding,
  );
}
