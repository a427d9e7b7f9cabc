import { describe, expect, it } from 'vitest';
import { findFaults } from './check.ts';
import type { InputFact } from './facts/facts.ts';
import { UNKNOWN } from './values.ts';

const facts: Record<string, InputFact> = {
  name: { type: 'string', required: true },
  port: { type: 'integer' },
  tags: { type: { '*': 'string' } },
  rules: { type: [{ cidr: { type: 'string', required: true }, weight: { type: 'number' } }] },
  disk: { type: { size: { type: 'number', required: true } } },
};
const secret = (value: unknown) => ({
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  value,
});

describe('what the stand-in refuses of inputs', () => {
  it('is nothing of sound ones, of what is not known yet, and of what the engine adds', () => {
    expect(
      findFaults(
        {
          name: 'a',
          port: 22,
          tags: { team: 'x' },
          rules: [{ cidr: '10.0.0.0/8', weight: 0.5 }],
          disk: { size: UNKNOWN },
          __defaults: [],
        },
        facts,
      ),
    ).toEqual([]);
    expect(findFaults({ name: secret('a'), rules: UNKNOWN }, facts)).toEqual([]);
  });

  it.each([
    [{}, 'name', 'is required'],
    [{ name: 'a', nmae: 'b' }, 'nmae', 'there is no such input'],
    [{ name: 1 }, 'name', 'must be a string, is the number 1'],
    [{ name: secret(1) }, 'name', 'must be a string, is the number 1'],
    [{ name: 'a', port: 2.5 }, 'port', 'must be whole'],
    [{ name: 'a', tags: { team: true } }, 'tags.team', 'must be a string, is the boolean true'],
    [{ name: 'a', rules: [{ cidr: 'x' }, {}] }, 'rules[1].cidr', 'is required'],
    [{ name: 'a', rules: { cidr: 'x' } }, 'rules', 'must be a list, is a map'],
    [{ name: 'a', disk: { size: 40, kind: 'ssd' } }, 'disk.kind', 'there is no such input'],
    [{ name: 'a', disk: [] }, 'disk', 'must be a map, is a list'],
  ])('is told of %j', (inputs, property, reason) => {
    expect(findFaults(inputs, facts)).toEqual([{ property, reason }]);
  });
});
