import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const STACKS = ['aws-prod', 'cn-prod', 'hybrid', 'staging'];
const page = readFileSync(join(ROOT, 'docs/clouds.md'), 'utf8');

type Kinds = Record<string, string[]>;

/** Types of a cloud's resources, by the component that they are below. */
function registered(cloud: string): Kinds {
  const kinds = new Map<string, Set<string>>();
  for (const stack of STACKS) {
    const text = readFileSync(join(ROOT, `test/stacks/golden/${stack}.yaml`), 'utf8');
    for (const [resource, { parent }] of Object.entries(parse(text) as Record<string, { parent?: string }>)) {
      const [, of, type] = /^(\w+):(\S+) /.exec(resource) ?? [];
      if (of !== cloud || type === undefined) continue;
      // What belongs to no region lies below no component.
      const component = /^skerry:index:(\w+) /.exec(parent ?? '')?.[1] ?? 'Site';
      const name = type.replace(/^(\w+)\/\w+:/, '$1.');
      kinds.set(component, (kinds.get(component) ?? new Set()).add(name));
    }
  }
  return Object.fromEntries([...kinds].map(([component, types]) => [component, [...types].sort()]));
}

function documented(cloud: string): Kinds {
  const [, table = ''] = new RegExp(`<!-- types: ${cloud} -->([^]*?)<!-- end of types -->`).exec(page) ?? [];
  const rows = [...table.matchAll(/^\| (\w+) +\| (.+?) *\|$/gm)].filter(([, name]) => name !== 'Component');
  return Object.fromEntries(
    rows.map(([, component = '', cell = '']) => [
      component,
      [...cell.matchAll(/`([^`]+)`/g)].map(([, type = '']) => type),
    ]),
  );
}

describe('docs/clouds.md', () => {
  it.each(['aws', 'alicloud'])('names each type that a component becomes on %s', (cloud) => {
    expect(documented(cloud)).toEqual(registered(cloud));
  });
});
