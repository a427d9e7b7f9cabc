import { describe, expect, it } from 'vitest';
import { compare } from './diff.ts';
import type { InputFact } from './facts/facts.ts';

const facts: Record<string, InputFact> = {
  zone: { type: 'string', forceNew: true },
  size: { type: 'number' },
  disk: { type: { kind: { type: 'string', forceNew: true }, size: { type: 'number' } } },
  subnets: { type: ['string'], forceNewByRemoval: true },
  rules: { type: [{ port: { type: 'number', forceNew: true }, note: { type: 'string' } }] },
};

describe('what an update would do', () => {
  it.each([
    ['nothing', { zone: 'a' }, { zone: 'a' }, [], []],
    ['a change in place', { size: 1 }, { size: 2 }, ['size'], []],
    ['a replacement', { zone: 'a', size: 1 }, { zone: 'b', size: 2 }, ['zone', 'size'], ['zone']],
    ['a replacement by what is no longer given', { zone: 'a' }, {}, ['zone'], ['zone']],
    ['a replacement by a member', { disk: { kind: 'a' } }, { disk: { kind: 'b' } }, ['disk'], ['disk']],
    ['a change in place of a member', { disk: { size: 1 } }, { disk: { size: 2 } }, ['disk'], []],
    ['a replacement by an element', { rules: [{ port: 1 }] }, { rules: [{ port: 2 }] }, ['rules'], ['rules']],
    ['an element more', { subnets: ['a'] }, { subnets: ['b', 'a'] }, ['subnets'], []],
    [
      'a replacement by an element less',
      { subnets: ['a', 'b'] },
      { subnets: ['b'] },
      ['subnets'],
      ['subnets'],
    ],
    ['a change of an element', { rules: [{ note: 'a' }] }, { rules: [{ note: 'b' }] }, ['rules'], []],
  ])('%s', (_, olds, news, changed, replacing) => {
    expect(compare(olds, news, facts)).toEqual({ changed, replacing });
  });

  it('leaves out what is ignored', () => {
    expect(compare({ zone: 'a' }, { zone: 'b' }, facts, new Set(['zone']))).toEqual({
      changed: [],
      replacing: [],
    });
  });
});
