import { characterWidth as terminalWidth } from '../../diagnostics/format/text-width.ts';

/** Sizes of text, in CSS pixels. A drawing is laid out where no browser can measure it. */
export const TEXT = { label: 13, line: 12 } as const;

/**
 * Widths of Arial in thousandths of its size; Helvetica, Liberation Sans and Segoe UI are as wide or narrower. What is
 * not in it counts as a wide digit.
 */
const WIDTHS: readonly [width: number, characters: string][] = [
  [222, "'ijl|"],
  [278, ' !,./:;I[\\]ft·'],
  [334, '()-`r{}"'],
  [500, '*^Jcksvxyz'],
  [584, '#$0123456789?L_abdeghnopqu+<=>~−→'],
  [667, '&ABEKPSVXYFTZ'],
  [778, 'CDHNRUwGOQ'],
  [944, 'Mm%W'],
  [1015, '@…'],
];
const OTHER = 600;

const widthOf = new Map(
  WIDTHS.flatMap(([width, characters]) => [...characters].map((character) => [character, width] as const)),
);

/** Bold letters are wider, and so are those of fonts that stand in for ours. */
const BOLD = 1.07;
const SLACK = 1.05;

export function measure(text: string, size: number, bold = false): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return (width / 1000) * size * SLACK * (bold ? BOLD : 1);
}

function characterWidth(character: string): number {
  if (terminalWidth(character) === 2) return 1000;
  return widthOf.get(character) ?? OTHER;
}

/** As much of a text as fits, with `…` where something is left out. */
export function fit(text: string, size: number, width: number, bold = false): string {
  if (measure(text, size, bold) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && measure(`${characters.join('')}…`, size, bold) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
