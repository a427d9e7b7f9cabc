import { isMap, isScalar, parseDocument, type Document, type YAMLMap } from 'yaml';

/** The stack file can't take the secret as it is; the message says why. */
export class SecretLineError extends Error {}

/**
 * Puts a ciphertext under `config: skerry:<name>: {secure: …}`, changing only that entry's own lines and leaving every
 * other byte as it was. Engines rewrite the whole file (flow maps respaced, long lines folded), which makes a review of
 * the change needlessly long.
 *
 * @param ciphertext as the stack's own secrets provider made it
 * @throws {SecretLineError} where the file isn't a stack file, or `name` holds something other than a secret
 */
export function setSecretLine(text: string, name: string, ciphertext: string): string {
  const key = `skerry:${name}`;
  const document = parseDocument(text);
  if (document.errors[0]) throw new SecretLineError(`not YAML: ${document.errors[0].message}`);
  const config = configOf(document);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const value = `{secure: ${JSON.stringify(ciphertext)}}`;

  if (config === undefined) {
    const separator = text === '' || text.endsWith('\n') ? '' : newline;
    return `${text}${separator}config:${newline}  ${key}: ${value}${newline}`;
  }
  const pair = config.items.find((item) => isScalar(item.key) && item.key.value === key);
  if (pair) {
    const node = pair.value;
    // Written in plain by mistake: encrypted in its place.
    if (isScalar(node) && node.range)
      return splice(text, node.range[0], contentEnd(text, node.range[1]), value);
    if (!isMap(node) || !node.has('secure')) {
      throw new SecretLineError(`${key} is there and is no secret`);
    }
    const cipher = node.get('secure', true);
    if (!isScalar(cipher) || !cipher.range) throw new SecretLineError(`${key}.secure is no string`);
    // Quotes are kept as they were: only the ciphertext between them is new.
    const [from, to] = cipher.range;
    return splice(text, from, contentEnd(text, to), quoteLike(text[from], ciphertext));
  }
  if (config.flow) {
    throw new SecretLineError('config is written in one line ({…}): write it as a block first');
  }
  const first = config.items[0];
  const start = isScalar(first?.key) ? first.key.range?.[0] : undefined;
  if (start === undefined) throw new SecretLineError('config begins with something other than a plain key');
  const secrets = config.items.filter((item) => isMap(item.value) && item.value.has('secure'));
  const last = secrets.at(-1)?.value;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  // Beside the other secrets, behind the last of them; else first of all, where the eye falls.
  const at = isMap(last) && last.range ? endOfLine(text, last.range[1]) : lineStart;
  const glue = at > 0 && text[at - 1] !== '\n' ? newline : '';
  return splice(text, at, at, `${glue}${indent}${key}: ${value}${newline}`);
}

/** The ciphertext under `config: skerry:<name>: {secure: …}`; `undefined` where there is none. */
export function readSecretLine(text: string, name: string): string | undefined {
  const value: unknown = parseDocument(text).getIn(['config', `skerry:${name}`, 'secure']);
  return typeof value === 'string' ? value : undefined;
}

/** What a ciphertext depends on: the secret itself, and the key it is encrypted with. */
const keyFields = ['encryptionsalt', 'secretsprovider', 'encryptedkey'];

/** Which of what a new ciphertext for `name` depends on differs between two texts of a stack file; `undefined`: none. */
export function changedMeanwhile(before: string, now: string, name: string): string | undefined {
  const entry = (text: string): unknown => parseDocument(text).getIn(['config', `skerry:${name}`]);
  if (String(entry(before)) !== String(entry(now))) return `skerry:${name}`;
  return keyFields.find((field) => readTopLevel(before, field) !== readTopLevel(now, field));
}

/** The salt that the engine's passphrase provider keeps in the stack file. */
export function readSalt(text: string): string | undefined {
  return readTopLevel(text, 'encryptionsalt');
}

/** A string that the engine keeps beside `config`, such as `secretsprovider`. */
export function readTopLevel(text: string, key: string): string | undefined {
  const { contents } = parseDocument(text);
  const value: unknown = isMap(contents) ? contents.get(key) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Appends the salt as a line of its own; everything before it stays byte-identical. */
export function appendSalt(text: string, salt: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : newline}encryptionsalt: ${salt}${newline}`;
}

function configOf(document: Document.Parsed): YAMLMap.Parsed | undefined {
  const root = document.contents;
  if (root === null) return undefined;
  if (!isMap(root)) throw new SecretLineError('a stack file is a map with a `config` key');
  const config = root.items.find((item) => isScalar(item.key) && item.key.value === 'config');
  if (config === undefined) return undefined;
  if (!isMap(config.value)) throw new SecretLineError('`config` is no map');
  return config.value;
}

/** A block scalar's range takes in the end of its last line. */
function contentEnd(text: string, end: number): number {
  return end - (/\r?\n$/.exec(text.slice(Math.max(0, end - 2), end))?.[0].length ?? 0);
}

function quoteLike(quote: string | undefined, value: string): string {
  if (quote === "'") return `'${value}'`;
  // A plain scalar of base64, colons and slashes needs no quotes in a block, but might in a flow map.
  return JSON.stringify(value);
}

function endOfLine(text: string, offset: number): number {
  // A node's range may reach over its line's end already.
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
