import { describe, expect, it } from 'vitest';
import { countKeys, keysOfSchema } from './keys.ts';

const schema = {
  properties: {
    stage: {},
    groups: {
      additionalProperties: { properties: { min: {}, rules: { items: { properties: { track: {} } } } } },
    },
  },
};

describe('keys of a schema', () => {
  it('are told by their paths, with a star for names that users choose', () => {
    expect(keysOfSchema(schema)).toEqual([
      'stage',
      'groups',
      'groups.*.min',
      'groups.*.rules',
      'groups.*.rules.track',
    ]);
  });

  it('are counted once a value, however often it has them', () => {
    const values = [
      { groups: { a: { min: 1, rules: [{ track: 'cpu' }, { track: 'cpu' }] }, b: { min: 2 } } },
      { stage: 'staging', groups: {} },
    ];
    expect(Object.fromEntries(countKeys(schema, values))).toEqual({
      stage: 1,
      groups: 2,
      'groups.*.min': 1,
      'groups.*.rules': 1,
      'groups.*.rules.track': 1,
    });
  });
});
