import type { ErrorObject } from 'ajv';
import type { Pointer } from '../diagnostics/diagnostic.ts';
import { below, isWithin, keysOf, parentOf, SITE } from '../diagnostics/pointer.ts';
import { propertiesOf } from '../diagnostics/schema-example.ts';
import { likelyValue } from '../diagnostics/schema-type-message.ts';
import { isRecord } from '../diagnostics/show.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { validate } from '../schema/compiled/stack-file.js';
import type { Site } from '../schema/site.ts';

/** What the cross-field checks can be run on where the schema refuses a file. */
export interface SoundPart {
  /** A site that the schema accepts, but for how many items a list or keys a map has. */
  site: Site;
  /** Whether something at, below or above the place was left out: what lacks there may well be in the file. */
  leftOut: (pointer: Pointer) => boolean;
  /** The place in the file of a place in `site`. */
  origin: (pointer: Pointer) => Pointer;
}

/** Each round mends or removes something, so a file needs as many as it nests mistakes; then it is given up. */
const MAX_ROUNDS = 50;

/**
 * The part of a stack file that has the right structure. What was clearly meant is put in place of what is written (a
 * misspelt word, a number in quotes); whatever else is wrong is left out, with as little around it as the schema lets.
 * `undefined` where nothing is left that a check could look at.
 *
 * @param wrong places that are wrong for other reasons than the schema's
 */
export function soundPart(
  file: Record<string, unknown>,
  wrong: readonly Pointer[] = [],
): SoundPart | undefined {
  const config = file['config'];
  if (!isRecord(config) || !isRecord(config['skerry:site'])) return undefined;
  const part = new Part(config['skerry:site']);
  for (const pointer of wrong.toReversed()) if (isWithin(pointer, SITE)) part.remove(pointer);

  for (let round = 0; round < MAX_ROUNDS; round++) {
    const root = part.root();
    if (!root) return undefined;
    validate(root);
    const errors = (validate.errors ?? []).filter(({ keyword }) => !COUNTS.has(keyword));
    if (errors.length === 0) {
      const { leftOut, origin } = part;
      return { site: root.config['skerry:site'] as Site, leftOut, origin };
    }
    part.mend(errors);
  }
  return undefined;
}

/** What is wrong with how much there is doesn't keep anybody from looking at it. */
const COUNTS = new Set(['minItems', 'maxItems', 'minProperties', 'uniqueItems', 'maxLength']);

/** Words that say what everything beside them means. */
const DECISIVE = ['platform', 'workload'];

class Part {
  #site: unknown;
  /** As the file has them. */
  readonly #removed = new Set<Pointer>();
  /** What this round has removed, as it was called in it. */
  #gone: Pointer[] = [];
  readonly #mended = new Set<Pointer>();
  /** Of lists without some of their items, the places that the others had. */
  readonly #places = new Map<Pointer, number[]>();
  /** Words as they are in the file, by their right form's place. */
  readonly #words = new Map<Pointer, string>();

  constructor(site: unknown) {
    this.#site = copied(site);
  }

  root(): { config: { 'skerry:site': unknown } } | undefined {
    return this.#site === undefined ? undefined : { config: { 'skerry:site': this.#site } };
  }

  readonly leftOut = (pointer: Pointer): boolean =>
    [...this.#removed].some((removed) => isWithin(removed, pointer) || isWithin(pointer, removed));

  readonly origin = (pointer: Pointer): Pointer => {
    let here: Pointer = '';
    let there: Pointer = '';
    for (const key of keysOf(pointer)) {
      const place = this.#places.get(here)?.[Number(key)];
      here = below(here, key);
      there = below(there, place ?? this.#words.get(here) ?? key);
    }
    return there;
  };

  mend(errors: readonly ErrorObject[]): void {
    this.#gone = [];
    // Words first, for one that is misspelt is one that is missing, too. Of lists, the last items first: those before
    // keep their places.
    const [words, others] = [errors.filter(isUnknownWord), errors.filter((error) => !isUnknownWord(error))];
    for (const error of [...words, ...others.toReversed()]) {
      if (!isWithin(error.instancePath, SITE)) continue;
      if (!this.#gone.some((pointer) => isWithin(error.instancePath, pointer))) this.#mend(error);
    }
  }

  #mend(error: ErrorObject): void {
    const { instancePath, keyword, params, propertyName, parentSchema } = error;
    if (isUnknownWord(error)) {
      return this.#mendWord(instancePath, String(params['additionalProperty']), parentSchema);
    }
    if (keyword === 'propertyNames') return this.#removeNamed(instancePath, String(params['propertyName']));
    if (propertyName !== undefined) return this.#removeNamed(instancePath, propertyName);
    if (keyword === 'required') {
      return this.#fillIn(instancePath, String(params['missingProperty']), parentSchema);
    }
    const likely = this.#mended.has(instancePath) ? undefined : likelyOf(error);
    if (likely === undefined) return this.remove(instancePath);
    this.#mended.add(instancePath);
    this.#put(instancePath, likely);
  }

  /** Takes the value away; of an item, the others move up. */
  remove(pointer: Pointer): void {
    this.#removed.add(this.origin(pointer));
    this.#gone.push(pointer);
    const key = keysOf(pointer).at(-1) ?? '';
    if (pointer === SITE) {
      this.#site = undefined;
      return;
    }
    if (DECISIVE.includes(key)) return this.remove(parentOf(pointer));
    const parent = this.#get(parentOf(pointer));
    if (Array.isArray(parent)) {
      const list = parentOf(pointer);
      const places = this.#places.get(list) ?? parent.map((_, place) => place);
      this.#places.set(list, places);
      parent.splice(Number(key), 1);
      places.splice(Number(key), 1);
    } else if (isRecord(parent)) {
      Reflect.deleteProperty(parent, key);
    }
  }

  /** A key that the schema doesn't know: the word that was meant, or nothing. */
  #mendWord(pointer: Pointer, key: string, schema: unknown): void {
    const map = this.#get(pointer);
    if (!isRecord(map) || !Object.hasOwn(map, key)) return;
    const properties = propertiesOf(schema);
    const absent = Object.keys(properties).filter((known) => !Object.hasOwn(map, known));
    const meant = suggest(key, Object.keys(properties));
    const value = map[key];
    Reflect.deleteProperty(map, key);
    if (meant !== undefined && absent.includes(meant)) {
      map[meant] = value;
      this.#words.set(below(pointer, meant), key);
      return;
    }
    this.#removed.add(this.origin(below(pointer, key)));
    // It may stand for any word that is not there and takes such a value.
    for (const known of absent) {
      if (kindOf(properties[known]) === typeOf(value)) this.#removed.add(this.origin(below(pointer, known)));
    }
  }

  /** An entry with an ill-formed name: whoever looks for a name in this map may have meant it. */
  #removeNamed(pointer: Pointer, key: string): void {
    this.#removed.add(this.origin(pointer));
    const map = this.#get(pointer);
    if (isRecord(map)) Reflect.deleteProperty(map, key);
  }

  /** What is required and isn't there: an empty one, where its kind has such a thing, or else without all around it. */
  #fillIn(pointer: Pointer, key: string, schema: unknown): void {
    const map = this.#get(pointer);
    if (!isRecord(map) || Object.hasOwn(map, key)) return;
    this.#removed.add(this.origin(below(pointer, key)));
    const empty = key === 'stage' ? STAGE : emptyOf(propertiesOf(schema)[key]);
    if (empty === undefined) this.remove(pointer);
    else map[key] = empty;
  }

  #get(pointer: Pointer): unknown {
    if (!isWithin(pointer, SITE)) return undefined;
    return keysOf(pointer.slice(SITE.length)).reduce<unknown>(
      (value, key) =>
        Array.isArray(value)
          ? value[Number(key)]
          : isRecord(value) && Object.hasOwn(value, key)
            ? value[key]
            : undefined,
      this.#site,
    );
  }

  #put(pointer: Pointer, value: unknown): void {
    const key = keysOf(pointer).at(-1) ?? '';
    const parent = this.#get(parentOf(pointer));
    if (pointer === SITE) this.#site = value;
    else if (Array.isArray(parent)) parent[Number(key)] = value;
    else if (isRecord(parent)) parent[key] = value;
  }
}

const isUnknownWord = ({ keyword }: ErrorObject): boolean => keyword === 'additionalProperties';

/** Stands for a missing `stage`, which no check looks at. */
const STAGE = 'development';

/** An empty value of the schema's kind, where nothing in it would have to be made up. */
function emptyOf(schema: unknown): unknown {
  if (!isRecord(schema)) return undefined;
  if (schema['type'] === 'array') return [];
  if (schema['type'] !== 'object') return undefined;
  const members = ((schema['required'] ?? []) as string[]).map(
    (key) => [key, emptyOf(propertiesOf(schema)[key])] as const,
  );
  return members.every(([, member]) => member !== undefined) ? Object.fromEntries(members) : undefined;
}

function likelyOf({ keyword, params, data, parentSchema }: ErrorObject): unknown {
  if (keyword === 'type') return likelyValue(String(params['type']), data, parentSchema);
  if (keyword === 'enum' && typeof data === 'string')
    return suggest(data, params['allowedValues'] as string[]);
  return undefined;
}

/** Without what is shared by aliases, so that a change is a change in one place. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copied(member)]));
}

const kindOf = (schema: unknown): unknown => {
  const type = isRecord(schema) ? schema['type'] : undefined;
  return type === 'integer' ? 'number' : type;
};

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
