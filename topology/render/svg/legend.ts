import type { Diagram } from '../diagram.ts';
import type { Change } from '../diff/compare.ts';
import { measure, TEXT } from '../layout/text.ts';
import { meaningFacts, meanings, type Meaning } from '../meanings.ts';
import { badge } from './box.ts';
import { escapeXml } from '../../diagnostics/format/xml.ts';

export const changeLegend: Record<Change, string> = {
  added: 'added',
  changed: 'changed: before → after',
  removed: 'removed',
};

/** In the order of the table, those that occur. */
export function meaningsIn({ arrows }: Pick<Diagram, 'arrows'>): Meaning[] {
  const used = new Set(arrows.map(({ meaning }) => meaning));
  return (Object.keys(meanings) as Meaning[]).filter((meaning) => used.has(meaning));
}

const ROW = 22;
const SAMPLE = 34;
const GAP = 26;

interface Item {
  text: string;
  /** The sample, at the left of the text, around the line's middle. */
  sample: (x: number, y: number) => string;
}

/** Rows as wide as the drawing. */
export function legendSvg(
  diagram: Diagram,
  compared: boolean,
  left: number,
  top: number,
  width: number,
): { svg: string; height: number } {
  const items = [
    ...(compared ? (Object.keys(changeLegend) as Change[]).map(changeItem) : []),
    ...meaningsIn(diagram).map((meaning) => meaningItem(meaning, compared)),
  ];
  let [x, row] = [0, 0];
  const parts: string[] = [];
  for (const { text, sample } of items) {
    const size = SAMPLE + measure(text, TEXT.line);
    if (x > 0 && x + size > width) [x, row] = [0, row + 1];
    const y = top + row * ROW + ROW / 2;
    parts.push(
      sample(left + Math.round(x), y),
      `<text class="line-text" x="${left + Math.round(x) + SAMPLE}" y="${y + 4}">${escapeXml(text)}</text>`,
    );
    x += size + GAP;
  }
  return { svg: `<g class="legend">${parts.join('')}</g>`, height: (row + 1) * ROW };
}

function meaningItem(meaning: Meaning, compared: boolean): Item {
  return {
    text: meaningFacts(meaning).legend,
    sample: (x, y) => wireSample(meaning, compared, `M${x} ${y}h${SAMPLE - 8}`),
  };
}

/** As lines look that have not changed, where something was compared. */
export function wireSample(meaning: Meaning, compared: boolean, path: string): string {
  const wire = `<path class="wire ${meaningFacts(meaning).family}" d="${path}"/>`;
  return compared ? `<g class="same">${wire}</g>` : wire;
}

function changeItem(change: Change): Item {
  return {
    text: changeLegend[change],
    sample: (x, y) =>
      `<g class="${change}"><rect class="frame" x="${x}" y="${y - 7}" width="${SAMPLE - 12}" height="14" rx="3"/></g>${badge(change, x + SAMPLE - 12, y - 5)}`,
  };
}
