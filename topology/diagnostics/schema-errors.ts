import type { ErrorObject } from 'ajv';
import type { Finding, Pointer } from './diagnostic.ts';
import { below, isWithin, keysOf, parentOf } from './pointer.ts';
import { either, show } from './show.ts';
import { suggest } from './suggest.ts';
import { formOf } from '../schema/patterns.ts';

/**
 * One finding for each mistake. Ajv tells all that follows from one: a misspelt key is unknown and missing at once, a
 * value of the wrong type fails the enum, too. The most telling is kept.
 */
export function schemaFindings(errors: readonly ErrorObject[]): Finding[] {
  const findings = new Map<string, { rank: number; finding: Finding }>();
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties');
  for (const error of errors) {
    const rank = RANK.indexOf(error.keyword);
    const tell = tellers[error.keyword];
    if (!tell) {
      // `propertyNames`, `if`… only wrap errors that stand beside them.
      if (WRAPPERS.has(error.keyword)) continue;
      throw new Error(`no message for the schema keyword ${error.keyword} at ${error.schemaPath}`);
    }
    if (error.keyword === 'required' && isMisspelt(error, unknown)) continue;
    const finding: Finding = { severity: 'error', ...tell(error) };
    const place = `${finding.pointer} ${finding.at === 'key' ? (error.propertyName ?? '') : 'value'} ${
      error.keyword === 'required' ? error.params['missingProperty'] : ''
    }`;
    const known = findings.get(place);
    if (!known || rank < known.rank) findings.set(place, { rank, finding });
  }
  const wrongType = [...findings.values()].filter(({ finding }) => finding.code === 'schema/type');
  return [...findings.values()]
    .map(({ finding }) => finding)
    .filter(
      (finding) =>
        !wrongType.some(
          ({ finding: type }) => type.pointer !== finding.pointer && isWithin(finding.pointer, type.pointer),
        ),
    );
}

/** The earlier, the more telling. */
const RANK = [
  'type',
  'additionalProperties',
  'required',
  'const',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'uniqueItems',
];
const WRAPPERS = new Set(['propertyNames']);

type Told = Omit<Finding, 'severity'>;

const tellers: Record<string, (error: ErrorObject) => Told> = {
  type: tellType,
  additionalProperties: tellUnknownKey,
  required: ({ instancePath, params, parentSchema }) => {
    const key = String(params['missingProperty']);
    const example = exampleOf(parentSchema, key);
    return {
      code: 'schema/missing',
      message: `${subject(instancePath)} has no ${key}`,
      pointer: instancePath,
      at: 'key',
      ...(example !== undefined && { fix: `${key}: ${example}` }),
    };
  },
  const: ({ instancePath, params, data }) => ({
    code: 'schema/enum',
    message: `${show(data)} is not ${show(params['allowedValue'])}`,
    pointer: instancePath,
    fix: show(params['allowedValue']),
  }),
  enum: ({ instancePath, params, data }) => {
    const allowed = params['allowedValues'] as string[];
    const fix = typeof data === 'string' ? suggest(data, allowed) : undefined;
    return {
      code: 'schema/enum',
      message: `${show(data)} is none of the words that ${lastKey(instancePath)} takes`,
      pointer: instancePath,
      allowed: either(allowed),
      ...(fix !== undefined && { fix }),
    };
  },
  pattern: tellPattern,
  minimum: tellBound,
  maximum: tellBound,
  exclusiveMinimum: tellBound,
  minLength: tellLength,
  maxLength: tellLength,
  minItems: tellLength,
  maxItems: tellLength,
  minProperties: (error) => {
    const allowed = keysOfSchema(error.parentSchema);
    return {
      code: 'schema/range',
      message: `${lastKey(error.instancePath)} needs ${count(Number(error.params['limit']), 'key')} at least`,
      pointer: error.instancePath,
      at: 'key',
      ...(allowed.length > 0 && { allowed: allowed.join(', ') }),
    };
  },
  uniqueItems: ({ instancePath, params, data }) => {
    const [first, second] = [Number(params['j']), Number(params['i'])].sort((a, b) => a - b) as [
      number,
      number,
    ];
    return {
      code: 'schema/duplicate',
      message: `${show((data as unknown[])[second])} is there twice`,
      pointer: below(instancePath, second),
      fix: 'each only once',
      related: [{ pointer: below(instancePath, first), message: 'the first is here' }],
    };
  },
};

function tellType({ instancePath, params, data, parentSchema }: ErrorObject): Told {
  const wanted = String(params['type']);
  return {
    code: 'schema/type',
    message:
      data === null
        ? `${lastKey(instancePath)} has no value, and is ${KINDS[wanted] ?? wanted}`
        : `${show(data)} is ${kindOf(data)}, and ${lastKey(instancePath)} is ${KINDS[wanted] ?? wanted}`,
    pointer: instancePath,
    at: data === null || Array.isArray(data) || typeof data === 'object' ? 'key' : 'value',
    ...fixType(wanted, data, parentSchema),
  };
}

const KINDS: Record<string, string> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function kindOf(data: unknown): string {
  if (Array.isArray(data)) return KINDS['array'] as string;
  if (typeof data === 'number') return Number.isInteger(data) ? 'a number' : 'not a whole number';
  if (typeof data === 'boolean') return 'a truth value';
  return KINDS[typeof data] ?? typeof data;
}

function fixType(wanted: string, data: unknown, schema: unknown): { fix?: string } {
  if (wanted === 'string' && (typeof data === 'number' || typeof data === 'boolean')) {
    return { fix: `"${String(data)}"` };
  }
  if ((wanted === 'integer' || wanted === 'number') && typeof data === 'string' && /^-?\d+$/.test(data)) {
    return { fix: `${data}, without quotes` };
  }
  if (wanted === 'boolean' && typeof data === 'string') {
    if (/^(?:yes|on|true)$/i.test(data)) return { fix: 'true' };
    if (/^(?:no|off|false)$/i.test(data)) return { fix: 'false' };
  }
  if (wanted === 'array' && (typeof data === 'string' || typeof data === 'number'))
    return { fix: `[${data}]` };
  const { required = [], minProperties = 0 } = schema as { required?: string[]; minProperties?: number };
  if (wanted === 'object' && data === null && required.length + minProperties === 0) return { fix: '{}' };
  return {};
}

function tellUnknownKey({ instancePath, params, parentSchema }: ErrorObject): Told {
  const key = String(params['additionalProperty']);
  const allowed = keysOfSchema(parentSchema);
  const fix = suggest(key, allowed);
  return {
    code: 'schema/unknown-key',
    message: `${key} is no word of ${subject(instancePath)}`,
    pointer: below(instancePath, key),
    at: 'key',
    allowed: allowed.join(', '),
    ...(fix !== undefined && { fix }),
  };
}

function tellPattern({ instancePath, params, data, propertyName, parentSchema }: ErrorObject): Told {
  const pattern = String(params['pattern']);
  const form = formOf(pattern) ?? `a string that matches ${pattern}`;
  const example =
    propertyName === undefined ? (parentSchema?.['examples'] as unknown[] | undefined)?.[0] : undefined;
  return {
    code: 'schema/pattern',
    message: `${show(propertyName ?? data)} is not ${form}`,
    pointer: propertyName === undefined ? instancePath : below(instancePath, propertyName),
    at: propertyName === undefined ? 'value' : 'key',
    ...(typeof example === 'string' && !form.includes(example) && { allowed: `such as ${example}` }),
    ...fixDate(data),
  };
}

/** Pulumi reads a plain date as a time, and writes it so when it saves the file itself. */
function fixDate(data: unknown): { fix?: string } {
  const day =
    typeof data === 'string' ? /^(\d{4}-\d\d-\d\d) 00:00:00 \+0000 UTC$/.exec(data)?.[1] : undefined;
  return day === undefined ? {} : { fix: day };
}

function tellBound({ instancePath, keyword, params, data }: ErrorObject): Told {
  const limit = Number(params['limit']);
  const allowed =
    { minimum: `${limit} or more`, maximum: `${limit} at most` }[keyword] ?? `more than ${limit}`;
  return {
    code: 'schema/range',
    message: `${show(data)} is too ${keyword === 'maximum' ? 'large' : 'small'} for ${lastKey(instancePath)}`,
    pointer: instancePath,
    allowed,
  };
}

function tellLength({ instancePath, keyword, params, data }: ErrorObject): Told {
  const least = keyword.startsWith('min');
  const unit = keyword.endsWith('Items') ? 'item' : 'character';
  const length = (data as string | unknown[]).length;
  return {
    code: 'schema/range',
    message: `${lastKey(instancePath)} has ${count(length, unit)}`,
    pointer: instancePath,
    allowed: `${least ? 'at least' : 'at most'} ${count(Number(params['limit']), unit)}`,
  };
}

/** A missing key that is there under a misspelt name: the unknown key's suggestion says it all. */
function isMisspelt(missing: ErrorObject, unknown: ErrorObject[]): boolean {
  const key = String(missing.params['missingProperty']);
  return unknown.some(
    (error) =>
      error.instancePath === missing.instancePath &&
      suggest(String(error.params['additionalProperty']), keysOfSchema(error.parentSchema)) === key,
  );
}

function keysOfSchema(schema: unknown): string[] {
  return Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
}

function exampleOf(schema: unknown, key: string): string | undefined {
  const property = (schema as { properties?: Record<string, Record<string, unknown>> }).properties?.[key];
  const example = property?.['const'] ?? (property?.['examples'] as unknown[] | undefined)?.[0];
  return ['string', 'number', 'boolean'].includes(typeof example) ? String(example) : undefined;
}

function lastKey(pointer: Pointer): string {
  const keys = keysOf(pointer);
  const last = keys.at(-1) ?? 'the file';
  return /^\d+$/.test(last) ? `an item of ${keys.at(-2) ?? 'the list'}` : last;
}

/** What a pointer leads to, as a person calls it: `capacity`, `group git`, `the file`. */
function subject(pointer: Pointer): string {
  const kind = NAMED[keysOf(parentOf(pointer)).at(-1) ?? ''];
  return kind === undefined ? lastKey(pointer) : `${kind} ${lastKey(pointer)}`;
}

const NAMED: Record<string, string> = {
  groups: 'group',
  regions: 'region',
  buckets: 'bucket',
  loadBalancers: 'load balancer',
  schedules: 'schedule',
};

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
