import { showPlace, type Box } from '../diagram.ts';
import type { BoxChange, Change } from '../diff/compare.ts';
import type { Rectangle } from '../layout/layout.ts';
import { BOX, REGION } from '../layout/sizes.ts';
import { fit, measure, TEXT } from '../layout/text.ts';
import { boxName } from '../sentence.ts';
import { escapeXml } from '../../diagnostics/format/xml.ts';
import { icons } from './icons.ts';

/** What people call a kind of box. */
export const kindNames = {
  site: 'site',
  upstream: 'upstream',
  clients: 'clients',
  region: 'region',
  redis: 'Redis',
  bucket: 'bucket',
  group: 'scaling group',
  loadBalancer: 'load balancer',
  cdn: 'CDN edge',
} as const satisfies Record<Box['kind'], string>;

/** @param change absent where nothing was compared; `same` where nothing has changed */
export type Mark = Change | 'same' | undefined;

export function regionSvg(box: Box, place: Rectangle, mark: Mark): string {
  const { x, y, width, height } = place;
  const at = x + REGION.padding + 2;
  const label = measure(box.label, TEXT.label, true);
  const lines = [...box.lines, ...(box.changes ?? [])].join(' · ');
  const rest = fit(lines, TEXT.line, width - label - REGION.gap - 2 * REGION.padding);
  return [
    `<g ${attributes('region', box, mark)}>`,
    title(box),
    `<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>`,
    `<text class="label" x="${at}" y="${y + 22}">${escapeXml(box.label)}</text>`,
    `<text class="line-text" x="${at + Math.ceil(label) + REGION.gap}" y="${y + 22}">${escapeXml(rest)}</text>`,
    badge(mark, x + width - 2, y + 2),
    '</g>',
  ].join('');
}

export function boxSvg(box: Box, place: Rectangle, mark: Mark): string {
  const { x, y, width, height } = place;
  const room = width - BOX.left - BOX.right;
  const left = x + BOX.left;
  const icon = icons[box.kind];
  const first = y + BOX.top + BOX.label;
  const lines = [
    ...box.lines.map((line) => ({ line, style: 'line-text' })),
    ...(box.changes ?? []).map((line) => ({ line, style: 'change-text' })),
  ];
  return [
    `<g ${attributes(`box ${box.kind}`, box, mark)}>`,
    title(box),
    `<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    `<rect class="stripe" x="${x + 4}" y="${y + 7}" width="3" height="${height - 14}" rx="1.5"/>`,
    `<text class="label" x="${left}" y="${y + BOX.top + 13}">${escapeXml(fit(box.label, TEXT.label, room - BOX.icon, true))}</text>`,
    icon === undefined
      ? ''
      : `<path class="icon" d="${icon}" transform="translate(${x + width - BOX.right - 14} ${y + BOX.top - 1})"/>`,
    ...lines.map(
      ({ line, style }, position) =>
        `<text class="${style}" x="${left}" y="${first + 12 + position * BOX.line}">${escapeXml(fit(line, TEXT.line, room))}</text>`,
    ),
    badge(mark, x + width - 2, y + 2),
    '</g>',
  ].join('');
}

const attributes = (classes: string, { id, kind }: Box, mark: Mark): string =>
  `class="${classes}${mark === undefined ? '' : ` ${mark}`}" data-box="${escapeXml(id)}" role="graphics-symbol" aria-roledescription="${kindNames[kind]}"`;

/** What is read out, and shown under the pointer: the whole of what the box may have shortened. */
function title({ lines, changes = [], place, ...box }: Box): string {
  const where = place ? [showPlace(place)] : [];
  const text = [`${kindNames[box.kind]} ${boxName({ ...box, lines })}`, ...lines, ...changes, ...where];
  return `<title>${escapeXml(text.join('; '))}</title>`;
}

const SIGNS = { added: '+', changed: '~', removed: '−' } as const;

/** A sign beside the colour, for those who don't see it. */
export function badge(mark: Mark, x: number, y: number): string {
  if (mark === undefined || mark === 'same') return '';
  return `<g class="badge ${mark}"><circle cx="${x}" cy="${y}" r="8"/><text x="${x}" y="${y + 4}">${SIGNS[mark]}</text></g>`;
}

export const markOf = (change: Pick<BoxChange, 'change'> | undefined, compared: boolean): Mark =>
  change?.change ?? (compared ? 'same' : undefined);
