import type { ErrorObject } from 'ajv';
import type { Finding } from './diagnostic.ts';
import { lastKey, subject } from './naming.ts';
import { below } from './pointer.ts';
import { exampleOf, exampleOfKey, propertiesOf } from './schema-example.ts';
import { tellType } from './schema-type-message.ts';
import { either, show } from './show.ts';
import { suggest } from './suggest.ts';
import { formOf } from '../schema/patterns.ts';

export type Told = Omit<Finding, 'severity'> & { fix: string };

/** What is told of an error, by the schema's keyword. */
export const tellers: Record<string, (error: ErrorObject) => Told> = {
  type: tellType,
  additionalProperties: tellUnknownKey,
  required: ({ instancePath, params, parentSchema }) => {
    const key = String(params['missingProperty']);
    return {
      code: 'schema/missing',
      message: `${subject(instancePath)} has no ${key}`,
      pointer: instancePath,
      at: 'key',
      fix: `${key}: ${exampleOfKey(parentSchema, key)}`,
    };
  },
  const: ({ instancePath, params, data }) => ({
    code: 'schema/enum',
    message: `${show(data)} is not ${show(params['allowedValue'])}`,
    pointer: instancePath,
    fix: show(params['allowedValue']),
  }),
  enum: ({ instancePath, params, data, parentSchema }) => {
    const allowed = params['allowedValues'] as string[];
    const meant = typeof data === 'string' ? suggest(data, allowed) : undefined;
    return {
      code: 'schema/enum',
      message: `${show(data)} is none of the words that ${lastKey(instancePath)} takes`,
      pointer: instancePath,
      allowed: either(allowed),
      fix: meant ?? exampleOf(parentSchema),
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
  minProperties: ({ instancePath, params, data, parentSchema }) => {
    const allowed = keysOfSchema(parentSchema);
    const absent = allowed.find((key) => !Object.hasOwn(data as object, key));
    return {
      code: 'schema/range',
      message: `${lastKey(instancePath)} needs ${count(Number(params['limit']), 'key')} at least`,
      pointer: instancePath,
      at: 'key',
      ...(allowed.length > 0 && { allowed: allowed.join(', ') }),
      fix:
        absent === undefined
          ? `name: ${exampleOf(parentSchema?.['additionalProperties'])}`
          : `${absent}: ${exampleOfKey(parentSchema, absent)}`,
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
  return {
    code: 'schema/unknown-key',
    message: `${key} is no word of ${subject(instancePath)}`,
    pointer: below(instancePath, key),
    at: 'key',
    allowed: allowed.join(', '),
    fix: suggest(key, allowed) ?? innerWord(key, parentSchema) ?? `leave ${key} out`,
  };
}

/** A word that belongs into one of the blocks beside it, such as `min` into `capacity`. */
function innerWord(key: string, schema: unknown): string | undefined {
  const outer = Object.entries(propertiesOf(schema)).find(([, inner]) =>
    Object.hasOwn(propertiesOf(inner), key),
  );
  return outer && `${outer[0]}: {${key}: …}`;
}

function tellPattern({ instancePath, params, data, propertyName, parentSchema }: ErrorObject): Told {
  const pattern = String(params['pattern']);
  const form = formOf(pattern);
  const what = form?.form ?? `a string that matches ${pattern}`;
  const example = propertyName === undefined ? exampleOf(parentSchema) : (form?.example ?? 'name');
  const isKey = propertyName !== undefined;
  return {
    code: 'schema/pattern',
    message: `${show(propertyName ?? data)} is not ${what}`,
    pointer: isKey ? below(instancePath, propertyName) : instancePath,
    at: isKey ? 'key' : 'value',
    ...(!isKey && !what.includes(example) && { allowed: `such as ${example}` }),
    fix: likelyForm(String(propertyName ?? data), new RegExp(pattern, 'u')) ?? `${example}, for example`,
  };
}

/** What has the right form, and is near: without capitals, spaces and underscores, or as the engine's YAML had it. */
function likelyForm(text: string, pattern: RegExp): string | undefined {
  const trimmed = text.trim();
  const plain = trimmed.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const candidates = [
    // Pulumi reads a plain date as a time, and writes it so when it saves the file itself.
    /^(\d{4}-\d\d-\d\d) 00:00:00 \+0000 UTC$/.exec(trimmed)?.[1],
    // `15 minutes`
    trimmed.toLowerCase().replace(/^(\d+) ?([dhms])[a-z]*$/, '$1$2'),
    trimmed.replaceAll(/\s+/g, ' '),
    trimmed.toLowerCase(),
    plain.replaceAll(/^-|-$/g, ''),
  ];
  return candidates.find((candidate) => candidate !== undefined && pattern.test(candidate));
}

function tellBound({ instancePath, keyword, params, data, parentSchema }: ErrorObject): Told {
  const limit = Number(params['limit']);
  const allowed =
    { minimum: `${limit} or more`, maximum: `${limit} at most` }[keyword] ?? `more than ${limit}`;
  return {
    code: 'schema/range',
    message: `${show(data)} is too ${keyword === 'maximum' ? 'large' : 'small'} for ${lastKey(instancePath)}`,
    pointer: instancePath,
    allowed,
    fix: keyword.startsWith('exclusive') ? `${exampleOf(parentSchema)}, for example` : String(limit),
  };
}

function tellLength({ instancePath, keyword, params, data, parentSchema }: ErrorObject): Told {
  const least = keyword.startsWith('min');
  const unit = keyword.endsWith('Items') ? 'item' : 'character';
  const { length } = data as string | unknown[];
  const limit = Number(params['limit']);
  return {
    code: 'schema/range',
    message: `${lastKey(instancePath)} has ${count(length, unit)}`,
    pointer: instancePath,
    allowed: `${least ? 'at least' : 'at most'} ${count(limit, unit)}`,
    fix: least ? `${exampleOf(parentSchema)}, for example` : `leave ${count(length - limit, unit)} out`,
  };
}

export function keysOfSchema(schema: unknown): string[] {
  return Object.keys(propertiesOf(schema));
}

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
