import type { Diagnostic } from '../diagnostic.ts';
import { codeFrame } from './code-frame.ts';
import { counted, statement } from './prose.ts';
import { countDiagnostics, exitStatus, type FailOn, type Report } from './report.ts';
import { inert, visible } from './safe-text.ts';
import { textWidth, wrap } from './text-width.ts';

export interface PrettyOptions {
  colour: boolean;
  /** Columns of the terminal. */
  width: number;
  /** Time that the checks took. */
  elapsedMs: number;
  /** What the command fails for. Default `error`. */
  failOn?: FailOn;
  /** A command that tells more, for the last line. */
  more?: string;
}

const INDENT = '  ';

/** For people: each finding with its place, the source and the fix; a summary at the end. Ends with a newline. */
export function formatPretty(reports: readonly Report[], options: PrettyOptions): string {
  const style = options.colour ? ansi : plain;
  const blocks = reports.flatMap(({ text, diagnostics }) =>
    diagnostics.map((diagnostic) => block(text, diagnostic, options.width, style)),
  );
  return inert(`${[...blocks, summary(reports, options, style)].join('\n\n')}\n`);
}

type Style = Record<'error' | 'warning' | 'strong' | 'faint' | 'good', (text: string) => string>;

const plain: Style = {
  error: (text) => text,
  warning: (text) => text,
  strong: (text) => text,
  faint: (text) => text,
  good: (text) => text,
};

const paint = (code: string) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;
const ansi: Style = {
  error: paint('31'),
  warning: paint('33'),
  strong: paint('1'),
  faint: paint('2'),
  good: paint('32'),
};

function block(text: string, diagnostic: Diagnostic, width: number, style: Style): string {
  const { range, severity, code } = diagnostic;
  const file = visible(diagnostic.file);
  const mark = style[severity];
  const columns = Math.max(30, width - INDENT.length);
  const head = `${style.strong(`${file}:${range.start.line}:${range.start.column}`)}  ${mark(severity)}  ${code}`;
  const lines = [head];

  const message = statement(diagnostic);
  const frame = codeFrame(text, diagnostic, columns);
  if (frame) {
    lines.push(INDENT + frame.source);
    const carets = `${' '.repeat(frame.indent)}${'^'.repeat(frame.marked)}`;
    const beside = `${carets} ${message}`;
    const painted = `${INDENT}${' '.repeat(frame.indent)}${mark('^'.repeat(frame.marked))}`;
    if (textWidth(beside) <= columns) lines.push(`${painted} ${mark(message)}`);
    else lines.push(painted, ...wrap(message, columns).map((line) => INDENT + mark(line)));
  } else {
    lines.push(...wrap(message, columns).map((line) => INDENT + mark(line)));
  }
  lines.push(
    ...labelled('allowed', diagnostic.allowed, columns, style),
    ...labelled('fix', diagnostic.fix, columns, style),
  );
  return lines.join('\n');
}

const LABEL = 'allowed: '.length;

function labelled(label: string, text: string | undefined, columns: number, style: Style): string[] {
  if (text === undefined) return [];
  return wrap(visible(text), columns - LABEL).map((line, position) => {
    const lead = position === 0 ? `${label}:`.padEnd(LABEL) : ' '.repeat(LABEL);
    return `${INDENT}${style.faint(lead)}${line}`;
  });
}

function summary(reports: readonly Report[], options: PrettyOptions, style: Style): string {
  const { elapsedMs, failOn, more } = options;
  const { errors, warnings, exempted } = countDiagnostics(reports);
  const time = `in ${Math.round(elapsedMs)} ms`;
  const status = exitStatus(reports, failOn);
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const accepted = exempted > 0 ? `, ${exempted} exempted,` : '';
  if (found.length === 0) {
    const what = reports.length === 1 ? visible(reports[0]?.file ?? '') : counted(reports.length, 'file');
    return `${style.good(`${what}: nothing wrong`)}${accepted} ${time}`;
  }
  const told = `${found.join(' and ')}${accepted} ${time}, exit ${status}.`;
  return `${(errors > 0 ? style.error : style.warning)(told)}${more === undefined ? '' : ` More: ${more}`}`;
}
