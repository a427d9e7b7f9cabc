import { wrap } from '../diagnostics/format/text-width.ts';
import { byFamily } from './catalogue.ts';
import type { Code } from './code.ts';
import { documentOf } from './document.ts';
import { CLOUDS, EXEMPTIBLE, FAMILIES, TELLERS } from './words.ts';

export interface Terminal {
  colour: boolean;
  /** Columns. */
  width: number;
}

type Paint = (text: string) => string;
const paint =
  ({ colour }: Terminal) =>
  (style: number): Paint =>
    colour ? (text) => `\u001B[${style}m${text}\u001B[0m` : (text) => text;

const LABEL = 'prevents: '.length;

/** A code for a person at a terminal: what `skerry explain CODE` prints. Ends with a newline. */
export function formatCode(known: Code, terminal: Terminal): string {
  const style = paint(terminal);
  const [strong, faint] = [style(1), style(2)];
  const width = Math.max(40, terminal.width);
  const { code, severity, summary, why, allowed, fix, prevents, exemptible, tables, example } =
    documentOf(known);
  const labelled = (label: string, text: string): string[] =>
    wrap(text, width - LABEL).map(
      (line, position) =>
        `${faint((position === 0 && label !== '' ? `${label}:` : '').padEnd(LABEL))}${line}`,
    );
  const lines = [
    strong(code),
    ...wrap(`${severity} unless ${summary}`, width).map(style(severity === 'error' ? 31 : 33)),
    '',
    ...wrap(why, width),
    '',
    ...labelled('allowed', allowed),
    ...labelled('fix', fix),
    ...prevents.flatMap(({ cloud, error }, position) =>
      labelled(position === 0 ? 'prevents' : '', `${error} (${CLOUDS[cloud]})`),
    ),
    ...(exemptible ? labelled('exempt', EXEMPTIBLE) : []),
    ...tables.flatMap(({ subject, date, source }) => labelled('table', `${subject}, of ${date}: ${source}`)),
    ...(known.toldBy ? labelled('told by', TELLERS[known.toldBy]) : []),
  ];
  if (example) {
    const block = (text: string): string[] => text.split('\n').map((line) => `  ${line}`);
    lines.push('', faint(example.file), '', ...block(example.bad));
    lines.push('', ...block(example.finding), '', example.good === '' ? 'Right: without it.' : 'Right:');
    if (example.good !== '') lines.push('', ...block(example.good));
  }
  return `${lines.join('\n').replaceAll(/ +$/gm, '')}\n`;
}

/** Codes by family with what each holds a file to: what `skerry explain` prints. Ends with a newline. */
export function formatCodes(codes: readonly Code[], terminal: Terminal): string {
  const style = paint(terminal);
  const [strong, faint] = [style(1), style(2)];
  const widest = Math.max(...codes.map(({ code }) => code.length));
  const blocks = [...byFamily(codes)].map(([family, members]) =>
    [
      `${strong(family)}${faint(FAMILIES[family] === undefined ? '' : `  ${FAMILIES[family]}`)}`,
      ...members.flatMap(({ code, summary }) =>
        wrap(summary, Math.max(20, terminal.width - widest - 4)).map(
          (line, position) => `  ${(position === 0 ? code : '').padEnd(widest)}  ${line}`,
        ),
      ),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n\nMore: skerry explain CODE\n`;
}
