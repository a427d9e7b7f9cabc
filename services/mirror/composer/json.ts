/**
 * Values in one JSON document, all keys' and items' of any depth: two bytes of `{},` make an object of 56. Packagist's
 * list of all packages has some 450,000, its largest p2 files fewer.
 */
export const MAX_VALUES = 1_000_000;

const MAX_DETAIL = 300;

/** What an upstream's document says that isn't what a client could use. The message quotes nothing of it. */
export class MetadataError extends Error {
  override readonly name = 'MetadataError';
  readonly kind: 'not-json' | 'bad-metadata';
  /** What stands there, for the log alone. */
  readonly detail: string | undefined;

  constructor(kind: 'not-json' | 'bad-metadata', message: string, detail?: string) {
    super(message);
    this.kind = kind;
    this.detail = detail?.slice(0, MAX_DETAIL);
  }
}

/** @throws MetadataError with what it is that isn't JSON */
export function parseJson(body: Uint8Array): unknown {
  if (!hasFewValues(body)) throw bad(`holds more than ${MAX_VALUES} values`);
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text.trimStart().slice(0, 40);
    const what = start === '' ? 'an empty body' : start.startsWith('<') ? 'HTML' : 'broken JSON';
    const detail = `${JSON.stringify(start)}: ${(error as Error).message}`;
    throw new MetadataError('not-json', what, detail);
  }
}

/** Never fewer than there are, and told before any of them is made: what strings hold is counted, too. */
function hasFewValues(body: Uint8Array): boolean {
  let values = 1;
  for (const byte of body) {
    if (byte === COMMA || byte === BRACE || byte === BRACKET) values += 1;
  }
  return values <= MAX_VALUES;
}

const [COMMA, BRACE, BRACKET] = Buffer.from(',{[');

/** Valid JSON that says what a client could not use. */
export function bad(message: string, detail?: string): MetadataError {
  return new MetadataError('bad-metadata', message, detail);
}
