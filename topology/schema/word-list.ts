import { StackFile } from './stack-file.ts';

/** What of a schema a reader wants to know. */
interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  const?: unknown;
  examples?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
}

/**
 * Every word of `skerry:site` as a Markdown table, in the order of the schema: what docs/stack-file.md holds between
 * its markers.
 */
export function wordList(): string {
  const site = (StackFile as Schema).properties?.['config']?.properties?.['skerry:site'];
  if (!site) throw new Error('the schema of stack files has no skerry:site');
  return ['| Word | Takes | Default | Meaning |', '| --- | --- | --- | --- |', ...rows(site, '')].join('\n');
}

function* rows(schema: Schema, path: string): Generator<string> {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const word = path === '' ? name : `${path}.${name}`;
    const required = schema.required?.includes(name) ?? false;
    yield `| ${code(word)} | ${kindOf(property)} | ${defaultOf(property, required)} | ${property.description ?? ''} |`;
    yield* rows(property, word);
    yield* rows(property.items ?? {}, `${word}[]`);
    // The words of a thing that users name themselves, such as a bucket.
    if (typeof property.additionalProperties === 'object')
      yield* rows(property.additionalProperties, `${word}.*`);
  }
}

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map(code).join(', ');
  const example = schema.examples?.[0];
  const plain = typeof example === 'string' || typeof example === 'number';
  const shown = plain ? ` (${code(String(example))})` : '';
  return `${KINDS[schema.type ?? ''] ?? 'anything'}${shown}`;
}

const KINDS: Record<string, string> = {
  string: 'string',
  integer: 'whole number',
  number: 'number',
  boolean: '`true`, `false`',
  array: 'list',
  object: 'map',
};

function defaultOf(schema: Schema, required: boolean): string {
  if (required) return '**required**';
  return schema.default === undefined ? '' : code(JSON.stringify(schema.default).replaceAll('"', ''));
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
