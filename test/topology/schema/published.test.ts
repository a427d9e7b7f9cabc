import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { tellers } from '../../../topology/diagnostics/schema-messages.ts';
import { stackFiles } from '../../../topology/load/read.ts';
import { formOf } from '../../../topology/schema/patterns.ts';
import { DOCUMENTED, documentedWords, PUBLISHED, publishedSchema } from '../../../topology/schema/publish.ts';
import { StackFile } from '../../../topology/schema/stack-file.ts';

type Schema = Record<string, unknown> & {
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
};

/** Every schema within one, with a path for messages. */
function* walk(schema: Schema, path: string): Generator<{ schema: Schema; path: string; named: boolean }> {
  yield { schema, path, named: false };
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    for (const inner of walk(property, `${path}.${key}`)) {
      yield inner.path === `${path}.${key}` ? { ...inner, named: true } : inner;
    }
  }
  for (const property of Object.values(schema.patternProperties ?? {})) yield* walk(property, `${path}.*`);
  if (typeof schema.additionalProperties === 'object') yield* walk(schema.additionalProperties, `${path}.*`);
  if (schema.items) yield* walk(schema.items, `${path}[]`);
}

const all = [...walk(JSON.parse(JSON.stringify(StackFile)) as Schema, 'file')];

describe('the published schema', () => {
  it('is what the definitions say (else: node topology/schema/publish.ts)', async () => {
    expect(readFileSync(PUBLISHED, 'utf8')).toBe(await publishedSchema());
  });

  it('is what the documentation lists, word by word', async () => {
    const text = readFileSync(DOCUMENTED, 'utf8');
    expect(text).toBe(await documentedWords(text));
  });

  it('is named in the first line of each stack file', () => {
    const files = stackFiles(join(import.meta.dirname, '../../../stacks'));
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const { path } of files) {
      const [first = ''] = readFileSync(path, 'utf8').split('\n');
      const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
      expect(resolve(dirname(path), schema), path).toBe(PUBLISHED);
    }
  });

  it('describes each key, and shows an example or a default wherever the kind alone does not say it', () => {
    const undescribed = all.filter(({ schema, named }) => named && typeof schema['description'] !== 'string');
    expect(undescribed.map(({ path }) => path)).toEqual([]);
    const scalars = all.filter(
      ({ schema, named, path }) =>
        named &&
        path.startsWith('file.config') &&
        ['string', 'number', 'integer', 'array'].includes(String(schema['type'])) &&
        !path.includes('.secure'),
    );
    const shown = ({ schema }: (typeof all)[number]) =>
      'examples' in schema || 'default' in schema || 'enum' in schema || 'const' in schema;
    expect(scalars.filter((entry) => !shown(entry)).map(({ path }) => path)).toEqual([]);
  });

  it('shows an example of each list, and of each map of names that users choose', () => {
    const shapes = all.filter(({ schema, named, path }) => {
      const mapped = schema['type'] === 'object' && typeof schema.additionalProperties === 'object';
      return named && path.startsWith('file.config') && (schema['type'] === 'array' || mapped);
    });
    expect(shapes.length).toBeGreaterThan(20);
    const poor = shapes.filter(({ schema }) => !Array.isArray(schema['examples']));
    expect(poor.map(({ path }) => path)).toEqual([]);
  });

  it('has as a default what the description calls one for every platform', () => {
    const told = all.flatMap(({ schema, path, named }) => {
      const [, value] =
        /\bDefault ([\w.]+?)\.(?: |$)/.exec((schema['description'] as string | undefined) ?? '') ?? [];
      return named && value !== undefined && schema['default'] === undefined ? [`${path}: ${value}`] : [];
    });
    expect(told).toEqual([]);
  });

  it('knows every word of every object, except at the top of config, which other namespaces share', () => {
    const open = all.filter(
      ({ schema, path }) =>
        schema['type'] === 'object' && schema.additionalProperties === undefined && path !== 'file.config',
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('has words for each pattern', () => {
    const patterns = all.flatMap(({ schema }) => [
      schema['pattern'],
      (schema['propertyNames'] as Schema | undefined)?.['pattern'],
    ]);
    expect(
      patterns.filter((pattern) => typeof pattern === 'string' && formOf(pattern) === undefined),
    ).toEqual([]);
  });

  it('has a message for each keyword that it uses', () => {
    const silent = new Set([
      ...['$id', 'title', 'description', 'examples', 'default', 'properties', 'items'],
      ...['patternProperties', 'propertyNames'],
    ]);
    const keywords = new Set(all.flatMap(({ schema }) => Object.keys(schema)));
    expect([...keywords].filter((keyword) => !silent.has(keyword) && !(keyword in tellers))).toEqual([]);
  });

  it('accepts its own examples and defaults', () => {
    const ajv = new Ajv({ strict: true });
    for (const { schema, path } of all) {
      const values = [...((schema['examples'] as unknown[] | undefined) ?? []), schema['default']];
      for (const value of values.filter((example) => example !== undefined)) {
        const { $id: _, ...anonymous } = schema;
        expect(ajv.validate(anonymous, value), `${path}: ${JSON.stringify(value)}`).toBe(true);
      }
    }
  });
});
