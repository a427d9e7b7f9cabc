import { isRecord } from './show.ts';

/** What one could write where a schema is wanted, on one line of YAML: its own examples, or else what it requires. */
export function exampleOf(schema: unknown): string {
  return flow(exampleValue(schema));
}

/** What one could write for a key of a map with this schema. */
export function exampleOfKey(schema: unknown, key: string): string {
  return exampleOf(propertiesOf(schema)[key]);
}

export function propertiesOf(schema: unknown): Record<string, unknown> {
  const properties = isRecord(schema) ? schema['properties'] : undefined;
  return isRecord(properties) ? properties : {};
}

/** Stands for whatever there are no examples of. */
const ANYTHING = Symbol('anything');

function exampleValue(schema: unknown): unknown {
  if (!isRecord(schema)) return ANYTHING;
  const own = [schema['const'], first(schema['examples']), schema['default'], first(schema['enum'])];
  const given = own.find((value) => value !== undefined);
  if (given !== undefined) return given;
  if (schema['type'] === 'array') return [exampleValue(schema['items'])];
  if (schema['type'] !== 'object') return ANYTHING;
  const properties = propertiesOf(schema);
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  if (required.length === 0 && schema['minProperties'] !== undefined) return ANYTHING;
  return Object.fromEntries(required.map((key) => [key, exampleValue(properties[key])]));
}

const first = (list: unknown): unknown => (Array.isArray(list) ? (list as unknown[])[0] : undefined);

function flow(value: unknown): string {
  if (value === ANYTHING) return '…';
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isRecord(value)) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${key}: ${flow(member)}`)
      .join(', ')}}`;
  }
  return typeof value === 'string' && !PLAIN.test(value) ? JSON.stringify(value) : String(value);
}

/** Strings that YAML reads as such without quotes, wherever they stand. */
const PLAIN = /^(?!\d+$|true$|false$|null$|\d{4}-)[\p{L}\d][\p{L}\d _.+/*-]*$/u;
