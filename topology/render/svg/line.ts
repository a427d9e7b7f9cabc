import type { Arrow } from '../diagram.ts';
import type { Line, Point } from '../layout/layout.ts';
import { meaningFacts } from '../meanings.ts';
import type { Mark } from './box.ts';
import { escapeXml } from '../../diagnostics/format/xml.ts';

const RADIUS = 6;
const HEAD = { length: 8, half: 4 } as const;

/**
 * @param arrows that run along the line
 * @param sentences what each of them says
 */
export function lineSvg(
  line: Line,
  arrows: readonly Arrow[],
  sentences: readonly string[],
  mark: Mark,
): string {
  const { points, heads } = line;
  const { family } = meaningFacts(line.meaning);
  const fallback = arrows.every(({ note }) => note?.startsWith('fallback') === true);
  const ids = arrows.map(({ id }) => escapeXml(id)).join(' ');
  return [
    `<g class="line${mark === undefined ? '' : ` ${mark}`}" data-arrows="${ids}">`,
    `<title>${escapeXml(sentences.join('; '))}</title>`,
    `<path class="wire ${family}${fallback ? ' fallback' : ''}" d="${path(points)}"/>`,
    ...(heads.first ? [headSvg(points[1], points[0], family)] : []),
    ...(heads.last ? [headSvg(points.at(-2), points.at(-1), family)] : []),
    '</g>',
  ].join('');
}

/** Right angles with round corners. */
function path(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (!start) return '';
  const parts = [`M${start.x} ${start.y}`];
  for (const [index, corner] of rest.entries()) {
    const next = rest[index + 1];
    const before = points[index]!;
    if (!next) {
      parts.push(`L${corner.x} ${corner.y}`);
      continue;
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, next) / 2);
    const [enter, leave] = [towards(corner, before, radius), towards(corner, next, radius)];
    parts.push(`L${enter.x} ${enter.y}Q${corner.x} ${corner.y} ${leave.x} ${leave.y}`);
  }
  return parts.join('');
}

/** A triangle whose tip is at `to`. Drawn rather than a marker, which takes its colour from the line in some viewers alone. */
function headSvg(from: Point | undefined, to: Point | undefined, family: string): string {
  if (!from || !to) return '';
  const back = towards(to, from, HEAD.length);
  const across = from.x === to.x ? { x: HEAD.half, y: 0 } : { x: 0, y: HEAD.half };
  return `<path class="head ${family}" d="M${to.x} ${to.y}L${back.x + across.x} ${back.y + across.y}L${back.x - across.x} ${back.y - across.y}Z"/>`;
}

const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

/** The point so far from `start` in the direction of `end`; both are on a vertical or a horizontal. */
const towards = (start: Point, end: Point, length: number): Point => ({
  x: start.x + Math.sign(end.x - start.x) * length,
  y: start.y + Math.sign(end.y - start.y) * length,
});
