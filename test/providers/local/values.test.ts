import { describe, expect, test } from 'vitest';
import { knownOnly, plain } from '../../../providers/local/values.ts';

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const secret = (value: unknown): object => ({
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  value,
});

describe("the engine's values", () => {
  test('come out of the wrappers of secrets, at any depth', () => {
    expect(plain({ a: secret('x'), b: [{ c: secret([1]) }] })).toEqual({ a: 'x', b: [{ c: [1] }] });
  });

  test('lose the properties that the engine keeps for itself', () => {
    expect(plain({ __defaults: [], a: { __defaults: [], b: 1 } })).toEqual({ a: { b: 1 } });
  });

  test('are checked only where they are known as a whole', () => {
    expect(knownOnly({ a: 1, b: UNKNOWN, c: [{ d: UNKNOWN }], e: [] })).toEqual({ a: 1, e: [] });
  });
});
