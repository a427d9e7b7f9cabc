import type { Arrow } from '../diagram.ts';
import type { Layout, Line } from '../layout/layout.ts';
import type { Size } from '../layout/sizes.ts';
import { fit, TEXT } from '../layout/text.ts';
import { meaningFacts, meanings } from '../meanings.ts';
import { showSince, type Picture } from '../picture.ts';
import { sentences } from '../sentence.ts';
import { boxSvg, markOf, regionSvg, type Mark } from './box.ts';
import { escapeXml } from '../../diagnostics/format/xml.ts';
import { legendSvg } from './legend.ts';
import { lineSvg } from './line.ts';
import { svgStyle } from './style.ts';

const MARGIN = 24;
const HEADING = 58;
const ABOVE_LEGEND = 22;

/** A picture as one SVG that needs nothing else. Pure: the same picture and layout give the same bytes. */
export function renderSvg(picture: Picture, layout: Layout): string {
  const { diagram, compared } = picture;
  const inner = Math.max(layout.width, 480);
  const top = HEADING + layout.height + ABOVE_LEGEND;
  const legend = legendSvg(diagram, compared !== undefined, MARGIN, top, inner);
  const { subtitle } = words(picture);
  const parts = [
    `<text class="title" x="${MARGIN}" y="30">${escapeXml(diagram.stack)}</text>`,
    `<text class="line-text" x="${MARGIN}" y="48">${escapeXml(fit(subtitle, TEXT.line, inner))}</text>`,
    `<g transform="translate(${MARGIN} ${HEADING})">`,
    ...contents(picture, layout),
    '</g>',
    legend.svg,
  ];
  const size = { width: inner + 2 * MARGIN, height: top + legend.height + MARGIN };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${framed(picture, parts, size, true)}\n`;
}

/** The drawing alone, for a page that has heading, legend and style of its own. */
export function bareSvg(picture: Picture, layout: Layout): string {
  return framed(picture, contents(picture, layout), layout, false);
}

function framed(picture: Picture, parts: readonly string[], { width, height }: Size, whole: boolean): string {
  const { title, description } = words(picture);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="skerry${picture.compared ? ' compared' : ''}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="graphics-document" aria-labelledby="skerry-title skerry-desc">`,
    `<title id="skerry-title">${escapeXml(title)}</title>`,
    `<desc id="skerry-desc">${escapeXml(description)}</desc>`,
    ...(whole
      ? [`<style>${svgStyle}</style>`, `<rect class="ground" width="${width}" height="${height}"/>`]
      : []),
    ...parts,
    '</svg>',
  ].join('\n');
}

/** From the ground up: regions, then lines, then what the lines lead to. */
function contents({ diagram, compared }: Picture, layout: Layout): string[] {
  const arrows = new Map(diagram.arrows.map((arrow) => [arrow.id, arrow]));
  const said = sentences(diagram);
  const markOfBox = (id: string): Mark => markOf(compared?.boxes.get(id), compared !== undefined);
  const placed = diagram.boxes.flatMap((box) => {
    const place = layout.boxes.get(box.id);
    return place ? [{ box, place }] : [];
  });
  const isRegion = ({ box }: (typeof placed)[number]) => box.kind === 'region';
  return [
    ...placed.filter(isRegion).map(({ box, place }) => regionSvg(box, place, markOfBox(box.id))),
    ...inFront(layout.lines, compared).map((line) => {
      const along = line.arrows.flatMap((id): Arrow[] =>
        [arrows.get(id)].filter((arrow) => arrow !== undefined),
      );
      return lineSvg(
        line,
        along,
        along.map(({ id }) => said.get(id) ?? ''),
        markOfLine(line, compared),
      );
    }),
    ...layout.hubs.map(({ meaning, place }) => {
      const { x, y, width, height } = place;
      const { family, legend } = meaningFacts(meaning);
      return `<g class="hub ${family}"><title>${escapeXml(legend)}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}"/><text x="${x + width / 2}" y="${y + height / 2 + 4}">${meaning}</text></g>`;
    }),
    ...placed
      .filter((item) => !isRegion(item))
      .map(({ box, place }) => boxSvg(box, place, markOfBox(box.id))),
  ];
}

/** A line has changed if all that runs along it has changed in the same way. */
function markOfLine({ arrows }: Line, compared: Picture['compared']): Mark {
  if (!compared) return undefined;
  const changes = new Set(arrows.map((id) => compared.arrows.get(id)?.change));
  const [only] = changes;
  return changes.size === 1 && only !== undefined ? only : 'same';
}

/** What has changed is drawn over what has not. */
function inFront(lines: readonly Line[], compared: Picture['compared']): Line[] {
  const order = Object.keys(meanings);
  const rank = (line: Line) =>
    (markOfLine(line, compared) === 'same' ? 0 : 100) - order.indexOf(line.meaning);
  return [...lines].sort((a, b) => rank(a) - rank(b));
}

/** What the drawing is called, and what it says to those who don't see it. */
export function words({ diagram, compared }: Picture): Record<'title' | 'subtitle' | 'description', string> {
  const site = diagram.boxes.find(({ kind }) => kind === 'site');
  const since = compared ? [`compared with ${showSince(compared.since)}: ${summary(compared)}`] : [];
  const subtitle = [...(site?.lines ?? []), ...since].join(' · ');
  return {
    title: `Topology of ${diagram.stack}`,
    subtitle,
    description: `${subtitle}. ${[...sentences(diagram).values()].join('. ')}.`,
  };
}

/** `2 added, 1 changed`, of boxes. */
export function summary({ boxes }: NonNullable<Picture['compared']>): string {
  const changes = [...boxes.values()].map(({ change }) => change);
  const counts = (['added', 'changed', 'removed'] as const).map(
    (change) => [changes.filter((one) => one === change).length, change] as const,
  );
  const told = counts.filter(([count]) => count > 0).map(([count, change]) => `${count} ${change}`);
  return told.length === 0 ? 'no change' : told.join(', ');
}
