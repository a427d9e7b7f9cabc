import { isScalar, visit, type Document } from 'yaml';
import { isDay } from '../checks/schedule/day.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { Locator } from '../load/locate.ts';
import { NONE, type Exemption, type Exemptions } from './exemption.ts';

const WORD = 'skerry-exempt';
const EXAMPLE = `# ${WORD}: network/zones-of-production until 2026-12-31: OPS-4821 no capacity in a second zone`;

interface Source {
  text: string;
  document: Document;
  locator: Locator;
}

/**
 * The exemptions in a file's comments: `# skerry-exempt: CODE until 2026-12-31: reason`, at the end of the line that a
 * finding is told of, or on lines of their own above it.
 */
export function exemptionsOfComments({ text, document, locator }: Source): Exemptions {
  if (!text.includes(WORD)) return NONE;
  const exemptions: Exemption[] = [];
  const problems: Finding[] = [];
  const strings = stringsOf(document);
  for (const found of text.matchAll(COMMENT)) {
    if (!isComment(text, found.index, strings)) continue;
    const said = found[0].trimEnd();
    const range = locator.range(found.index, found.index + said.length);
    const place = { pointer: '', range };
    const read = readExemption(said);
    if (typeof read === 'string') {
      problems.push({ code: 'exempt/malformed', severity: 'error', message: read, fix: EXAMPLE, ...place });
      continue;
    }
    const line = lineOf(text, found.index, range.start.line);
    exemptions.push({
      ...read,
      covers: (finding) => startLine(finding, locator) === line,
      where: line === undefined ? 'below' : `on line ${line}`,
      place,
    });
  }
  return { exemptions, problems };
}

/** From the sign to the end of the line. */
const COMMENT = new RegExp(`(?<=^|\\s)#[ \\t]*${WORD}\\b.*`, 'gm');
const FORM = new RegExp(`^#\\s*${WORD}:\\s*(\\S+)\\s+until\\s+(\\d{4}-\\d\\d-\\d\\d)\\s*:\\s*(\\S.*)$`);

/** What a comment says, or what is wrong with it. */
function readExemption(said: string): Pick<Exemption, 'code' | 'until' | 'reason'> | string {
  const [, code, until, reason] = FORM.exec(said) ?? [];
  if (code !== undefined && until !== undefined && reason !== undefined) {
    return isDay(until) ? { code, until, reason } : `${until} is no day of the calendar`;
  }
  const missing = !/:\s*[a-z]+\/[a-z-]+\b/.test(said)
    ? 'a code'
    : !/\suntil\s+\d{4}-\d\d-\d\d/.test(said)
      ? 'its last day'
      : 'a reason';
  return `the exemption has not ${missing}: it takes a code, its last day and a reason`;
}

/** Whether a comment begins at a sign: outside of strings, and of a comment that began before it. */
function isComment(text: string, start: number, strings: readonly [number, number][]): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const signs = Array.from(
    text.slice(lineStart, start + 1).matchAll(/(?<=^|\s)#/g),
    ({ index }) => lineStart + index,
  );
  return start === signs.find((at) => !strings.some(([from, to]) => at >= from && at < to));
}

/** Where a sign would be a part of a string. */
function stringsOf(document: Document): [number, number][] {
  const found: [number, number][] = [];
  visit(document, {
    Scalar(_, scalar) {
      if (isScalar(scalar) && scalar.range) found.push([scalar.range[0], scalar.range[1]]);
    },
  });
  return found;
}

/** The line that a comment is about: its own or, where it has that alone, the next one with something on it. */
function lineOf(text: string, start: number, own: number): number | undefined {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (before.trim() !== '') return own;
  const next = text
    .slice(start)
    .split('\n')
    .findIndex((line) => !/^\s*(?:#|$)/.test(line));
  return next < 0 ? undefined : own + next;
}

function startLine({ range, pointer, at }: Finding, locator: Locator): number {
  return (range ?? locator.locate(pointer, at).range).start.line;
}
