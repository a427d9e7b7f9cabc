import { visible } from '../diagnostics/format/safe-text.ts';
import type { Arrow, Box, BoxKind } from './diagram.ts';
import type { Change } from './diff/compare.ts';
import { meaningFacts } from './meanings.ts';
import type { Picture } from './picture.ts';
import { light } from './svg/palette.ts';

/**
 * A picture as a Mermaid flowchart: regions are boxes, arrows follow the data, dotted ones are copies and fall-backs.
 * Ends with a newline.
 */
export function renderMermaid({ diagram, compared }: Picture): string {
  const drawn = diagram.boxes.filter(({ kind }) => kind !== 'site');
  const within = (id: string): string[] =>
    drawn.filter(({ inside }) => inside === id).map((box) => `    ${boxLine(box)}`);
  const lines = [
    'flowchart LR',
    ...drawn
      .filter(({ inside }) => inside === undefined)
      .flatMap((box) =>
        box.kind === 'region'
          ? [`  subgraph ${ref(box.id)}["${regionText(box)}"]`, ...within(box.id), '  end']
          : [`  ${boxLine(box)}`],
      ),
    ...diagram.arrows.map(arrowLine),
    ...(compared ? classLines({ diagram, compared }) : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Brackets of each kind: what is outside is round, stores are cylinders. */
const shapes: Record<Exclude<BoxKind, 'site' | 'region'>, [open: string, close: string]> = {
  upstream: ['([', '])'],
  clients: ['([', '])'],
  cdn: ['{{', '}}'],
  loadBalancer: ['[', ']'],
  group: ['[[', ']]'],
  redis: ['[(', ')]'],
  bucket: ['[(', ')]'],
};

/** What the label alone does not say of what it is. */
const nouns: Partial<Record<BoxKind, string>> = { cdn: 'edge', bucket: 'bucket', upstream: 'upstream' };

function boxLine(box: Box): string {
  if (box.kind === 'site' || box.kind === 'region') throw new Error(`${box.id} holds boxes and is none`);
  const [open, close] = shapes[box.kind];
  const noun = nouns[box.kind];
  const label = noun === undefined ? box.label : `${noun} ${box.label}`;
  const text = [label, ...box.lines, ...(box.changes ?? [])].map(escape).join('<br>');
  return `${ref(box.id)}${open}"${text}"${close}`;
}

const regionText = ({ label, lines, changes = [] }: Box): string =>
  [label, ...lines, ...changes].map(escape).join(', ');

function arrowLine({ meaning, from, to, data, note }: Arrow): string {
  const { left, family } = meaningFacts(meaning);
  const dotted = family === 'backup' || note?.startsWith('fallback') === true;
  const text = note === undefined ? meaning : `${meaning}, ${note}`;
  const [start, end] = left === 'from' ? [from, to] : [to, from];
  const tail = data === 'both' ? '<' : '';
  const line = dotted ? `${tail}-. "${text}" .->` : `${tail}-- "${text}" -->`;
  return `  ${ref(start)} ${line} ${ref(end)}`;
}

/** Colours by class for boxes, and by position for arrows, which have no other name in Mermaid. */
function classLines({ diagram, compared }: Required<Picture>): string[] {
  const changes = Object.keys(light.changes) as Change[];
  const style = (change: Change) =>
    `stroke:${light.changes[change].line},stroke-width:2px${change === 'removed' ? ',stroke-dasharray:6 4' : ''}`;
  return changes.flatMap((change) => {
    const boxes = diagram.boxes.filter(
      ({ id, kind }) => kind !== 'site' && compared.boxes.get(id)?.change === change,
    );
    const arrows = diagram.arrows.flatMap(({ id }, position) =>
      compared.arrows.get(id)?.change === change ? [position] : [],
    );
    return [
      `  classDef ${change} ${style(change)},fill:${light.changes[change].box},color:${light.text}`,
      ...(boxes.length > 0 ? [`  class ${boxes.map(({ id }) => ref(id)).join(',')} ${change}`] : []),
      ...(arrows.length > 0 ? [`  linkStyle ${arrows.join(',')} ${style(change)}`] : []),
    ];
  });
}

/**
 * Ids as Mermaid takes them. The kind is part of each, because a group and its balancer may share a name. No region has
 * two hyphens in a row, so that the first `__` is the slash and no two ids become the same.
 */
const ref = (id: string): string =>
  id.replace(':', '_').replaceAll('/', '__').replaceAll('-', '_').replace('loadBalancer_', 'lb_');

/** Text within double quotes. */
const escape = (text: string): string =>
  visible(text)
    .replaceAll('#', '#35;')
    .replaceAll('&', '#amp;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll('`', '#96;');
