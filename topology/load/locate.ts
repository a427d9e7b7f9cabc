import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Document,
  type LineCounter,
  type Node,
} from 'yaml';
import type { Diagnostic, Finding, Pointer, Position, Range } from '../diagnostics/diagnostic.ts';
import { keysOf } from '../diagnostics/pointer.ts';

/** Turns pointers into places. Nothing is computed before it is asked for: a good file pays nothing. */
export interface Locator {
  position: (offset: number) => Position;
  range: (start: number, end: number) => Range;
  /** The place of a pointer; where it leads nowhere, that of the deepest ancestor that exists. */
  locate: (pointer: Pointer, at?: 'key' | 'value') => { range: Range; frame: Range };
  diagnose: (finding: Finding) => Diagnostic;
}

/** Offsets of what a pointer leads to. */
interface Place {
  key?: [number, number];
  value?: [number, number];
  /** A block collection: it may go on for many lines, so that its key stands for it. */
  block: boolean;
  /** The innermost `key: value` around it. */
  frame: [number, number];
}

export function createLocator(file: string, text: string, document: Document, lines: LineCounter): Locator {
  const position = (offset: number): Position => {
    const clipped = Math.max(0, Math.min(offset, text.length));
    const { line, col } = lines.linePos(clipped);
    return { line: Math.max(1, line), column: Math.max(1, col), offset: clipped };
  };
  const range = (start: number, end: number): Range => ({
    start: position(start),
    end: position(Math.max(start, end)),
  });

  const locate = (pointer: Pointer, at?: 'key' | 'value') => {
    const place = find(document, pointer);
    const byKey = at === 'key' || (at === undefined && place.block);
    const [start, end] = (byKey ? (place.key ?? place.value) : (place.value ?? place.key)) ?? [0, 0];
    return { range: range(start, end), frame: range(...place.frame) };
  };

  return {
    position,
    range,
    locate,
    diagnose(finding) {
      const related = finding.related?.map((other) => ({
        range: locate(other.pointer).range,
        message: other.message,
      }));
      return {
        ...finding,
        file,
        ...(finding.range ? { range: finding.range } : locate(finding.pointer, finding.at)),
        ...(related && { relatedRanges: related }),
      };
    },
  };
}

function find(document: Document, pointer: Pointer): Place {
  let node: unknown = document.contents;
  let place: Place = { ...valueOf(node), frame: spanOf(node) ?? [0, 0] };
  for (const key of keysOf(pointer)) {
    const target = resolved(node, document);
    if (isMap(target)) {
      const pair = target.items.find((item) => keyText(item.key) === key);
      if (!isPair(pair)) break;
      const keySpan = spanOf(pair.key);
      const value = valueOf(pair.value);
      const start = keySpan?.[0] ?? value.value?.[0] ?? 0;
      place = { ...value, frame: [start, value.value?.[1] ?? keySpan?.[1] ?? start] };
      if (keySpan) place.key = keySpan;
      node = pair.value;
    } else if (isSeq(target)) {
      const item = target.items[Number(key)];
      if (item === undefined) break;
      // The sequence's own pair stays the frame, unless it is spread over lines: then the item is all one looks at.
      const frame = place.block ? (spanOf(item) ?? place.frame) : place.frame;
      place = { ...valueOf(item), frame };
      node = item;
    } else break;
  }
  return place;
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

export function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function valueOf(node: unknown): Pick<Place, 'value' | 'block'> {
  const span = spanOf(node);
  const block = isCollection(node) && node.flow !== true;
  return span ? { value: span, block } : { block };
}

/** Without trailing space and comments. */
function spanOf(node: unknown): [number, number] | undefined {
  const range = (node as Partial<Node> | null)?.range;
  return range ? [range[0], range[1]] : undefined;
}
