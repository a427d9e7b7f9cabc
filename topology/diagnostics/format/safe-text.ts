/**
 * What a stack file says is printed where it could be taken for more than text: control sequences paint a terminal, and
 * CI systems carry out commands that a log line begins with (`::set-env …::`, `##[…]`, `##vso[…]`). What is told must
 * never be one.
 */

/** Control characters, those that turn the direction of writing or aren't seen at all, and halves of pairs. */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** With a sign for each character that would shift, hide or colour what is shown. Offsets stay what they are. */
export function visible(text: string): string {
  if (PRINTABLE.test(text)) return text;
  return text.replaceAll('\t', ' ').replaceAll(INVISIBLE, (found) => '\uFFFD'.repeat(found.length));
}

const PRINTABLE = /^[\x20-\x7E]*$/;

/** Log lines of which none is a command of a CI system. */
export function inert(log: string): string {
  return log.replaceAll(LEADING_COMMAND, '\uFFFD').replaceAll(INNER_COMMAND, '#\uFFFD');
}

/** `::name …::` at the beginning of a line, where runners look for it behind blanks, too. */
const LEADING_COMMAND = /(?<=^\s*):(?=:[a-z][\w-]*[^\n]*::)/gim;
/** `##[name]`, which runners take anywhere in a line, and `##vso[`, `##teamcity[`. */
const INNER_COMMAND = /##(?=\w*\[)/g;

/** JSON in which every character that isn't plain to see is escaped, and nothing is a command of a CI system. */
export function safeJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replaceAll(INVISIBLE_IN_JSON, escaped).replaceAll(INNER_COMMAND, '\\u0023#')}\n`;
}

/** But for line feeds, which stand between the lines of the document alone. */
const INVISIBLE_IN_JSON = new RegExp(`(?!\\n)${INVISIBLE.source}`, 'gu');

const escaped = (found: string): string =>
  found
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
