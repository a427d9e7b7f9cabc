import type { ErrorObject } from 'ajv';
import type { Finding } from './diagnostic.ts';
import { lastKey, subject } from './naming.ts';
import { below } from './pointer.ts';
import { tellType } from './schema-type-message.ts';
import { either, show } from './show.ts';
import { suggest } from './suggest.ts';
import { formOf } from '../schema/patterns.ts';

export type Told = Omit<Finding, 'severity'>;

/** What is told of an error, by the schema's keyword. */
export const tellers: Record<string, (error: ErrorObject) => Told> = {
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

export function keysOfSchema(schema: unknown): string[] {
  return Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
}

function exampleOf(schema: unknown, key: string): string | undefined {
  const property = (schema as { properties?: Record<string, Record<string, unknown>> }).properties?.[key];
  const example = property?.['const'] ?? (property?.['examples'] as unknown[] | undefined)?.[0];
  return ['string', 'number', 'boolean'].includes(typeof example) ? String(example) : undefined;
}

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
