import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameValue } from '../../../topology/load/same-value.ts';

describe('two readings of a site', () => {
  it('are the same whatever the order of keys', () => {
    expect(sameValue({ a: 1, b: [true, null] }, { b: [true, null], a: 1 })).toBeUndefined();
  });

  it.each(['2026-11-22 00:00:00 +0000 UTC', '2026-11-22T00:00:00Z'])(
    'agree on a day that Go reads as %s',
    (time) => {
      expect(sameValue({ renewed: '2026-11-22' }, { renewed: time })).toBeUndefined();
      expect(sameValue({ renewed: '2026-11-23' }, { renewed: time })?.pointer).toBe('/renewed');
    },
  );

  it.each([
    [{ a: [1, 2] }, { a: [1, 3] }, '/a/1', 2, 3],
    [{ a: [1] }, { a: [1, 2] }, '/a/1', undefined, 2],
    [{ 'a/b': { c: 1 } }, { 'a/b': {} }, '/a~1b/c', 1, undefined],
    [{ a: 10 }, { a: 8 }, '/a', 10, 8],
    [{ a: '1' }, { a: 1 }, '/a', '1', 1],
    [{ a: null }, { a: {} }, '/a', null, {}],
    [{ a: [] }, { a: {} }, '/a', [], {}],
  ])('differ first at a place: %j and %j', (ours, theirs, pointer, one, other) => {
    expect(sameValue(ours, theirs)).toEqual({ pointer, ours: one, theirs: other });
  });

  it('are the same when they are copies', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => sameValue(value, structuredClone(value)) === undefined));
  });
});
