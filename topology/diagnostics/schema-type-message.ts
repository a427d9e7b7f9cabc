import type { ErrorObject } from 'ajv';
import { lastKey } from './naming.ts';
import type { Told } from './schema-messages.ts';
import { exampleOf } from './schema-example.ts';
import { show } from './show.ts';

/** A value of the wrong kind, with what was likely meant: quotes forgotten or one too many, a truth value of old YAML. */
export function tellType({ instancePath, params, data, parentSchema }: ErrorObject): Told {
  const wanted = String(params['type']);
  return {
    code: 'schema/type',
    message:
      data === null
        ? `${lastKey(instancePath)} has no value, and is ${KINDS[wanted] ?? wanted}`
        : `${show(data)} is ${kindOf(data)}, and ${lastKey(instancePath)} is ${KINDS[wanted] ?? wanted}`,
    pointer: instancePath,
    at: data === null || Array.isArray(data) || typeof data === 'object' ? 'key' : 'value',
    fix: fixType(wanted, data, parentSchema),
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

function fixType(wanted: string, data: unknown, schema: unknown): string {
  const likely = likelyValue(wanted, data, schema);
  if (likely !== undefined) {
    if (Array.isArray(likely)) return `[${likely.join(', ')}]`;
    if (typeof likely === 'string') return `"${likely}"`;
    return typeof likely === 'number' ? `${likely}, without quotes` : JSON.stringify(likely);
  }
  if (wanted === 'integer' && typeof data === 'number' && Number.isFinite(data)) {
    return `${Math.floor(data)} or ${Math.ceil(data)}`;
  }
  return `${KINDS[wanted] ?? wanted} such as ${exampleOf(schema)}`;
}

/** The value of the wanted type that was most likely meant. */
export function likelyValue(wanted: string, data: unknown, schema: unknown): unknown {
  switch (wanted) {
    case 'string':
      return typeof data === 'number' || typeof data === 'boolean' ? String(data) : undefined;
    case 'integer':
    case 'number':
      return typeof data === 'string' && /^-?\d+$/.test(data) ? Number(data) : undefined;
    case 'boolean':
      if (typeof data !== 'string') return undefined;
      if (/^(?:yes|on|true)$/i.test(data)) return true;
      return /^(?:no|off|false)$/i.test(data) ? false : undefined;
    case 'array':
      return typeof data === 'string' || typeof data === 'number' ? [data] : undefined;
    case 'object':
      return data === null && mayBeEmpty(schema) ? {} : undefined;
    default:
      return undefined;
  }
}

function mayBeEmpty(schema: unknown): boolean {
  const { required = [], minProperties = 0 } = schema as { required?: string[]; minProperties?: number };
  return required.length + minProperties === 0;
}
