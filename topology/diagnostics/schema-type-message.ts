import type { ErrorObject } from 'ajv';
import { lastKey } from './naming.ts';
import type { Told } from './schema-messages.ts';
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
