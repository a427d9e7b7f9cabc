import type { Diagnostic } from '../diagnostic.ts';
import { visible } from './safe-text.ts';
import { characterWidth, textWidth } from './text-width.ts';

export interface CodeFrame {
  /** One line of the source, or the part of it that matters and fits. */
  source: string;
  /** Columns before the marked part. */
  indent: number;
  /** Columns of the marked part, at least one. */
  marked: number;
}

/** Columns of source kept before the marked part where a line is too long. */
const LEAD = 16;
const ELLIPSIS = '…';
/** As many times the width is looked at before and behind the place: a line may have millions of characters. */
const REACH = 4;

/**
 * The part of the source that a diagnostic is about: of the line that it begins on, what belongs to its innermost
 * `key: value`, cut to the width with the marked part in sight. `undefined` where the line is blank.
 */
export function codeFrame(text: string, { range, frame }: Diagnostic, width: number): CodeFrame | undefined {
  const place = range.start.offset;
  const before = Math.max(0, place - REACH * width);
  const lineStart = before + text.slice(before, place).lastIndexOf('\n') + 1;
  const after = text.slice(place, place + REACH * width);
  const newline = after.indexOf('\n');
  const lineEnd = place + (newline < 0 ? after.length : newline);
  const start = Math.max(lineStart, Math.min(frame?.start.offset ?? lineStart, place));
  const end = Math.min(lineEnd, Math.max(frame?.end.offset ?? lineEnd, range.end.offset));

  const whole = visible(text.slice(start, end)).trimEnd();
  const blank = whole.length - whole.trimStart().length;
  if (whole.trim() === '') return undefined;
  const from = Math.max(0, place - start - blank);
  const to = Math.max(from, Math.min(range.end.offset, lineEnd) - start - blank);
  return cut(whole.slice(blank), from, to, width);
}

function cut(source: string, from: number, to: number, width: number): CodeFrame {
  let first = 0;
  let lead = '';
  if (textWidth(source) > width && textWidth(source.slice(0, to)) > width - 1) {
    first = Math.max(0, from - LEAD);
    lead = first > 0 ? ELLIPSIS : '';
  }
  let shown = lead;
  let columns = textWidth(lead);
  let last = first;
  for (const character of source.slice(first)) {
    const rest = last + character.length < source.length ? 1 : 0;
    if (columns + characterWidth(character) + rest > width) {
      shown += ELLIPSIS;
      break;
    }
    shown += character;
    columns += characterWidth(character);
    last += character.length;
  }
  return {
    source: shown,
    indent: textWidth(lead + source.slice(first, from)),
    marked: Math.max(1, textWidth(source.slice(from, Math.min(to, last)))),
  };
}
