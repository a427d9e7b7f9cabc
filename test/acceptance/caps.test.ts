import { describe, expect, it } from 'vitest';
import {
  countResources,
  judgeEstimate,
  judgePlan,
  whatExists,
  type Caps,
  type PlannedStep,
} from '../../acceptance/caps.ts';
import type { Estimate } from '../../acceptance/price/estimate.ts';

const step = (type: string, operation = 'create'): PlannedStep => ({
  operation,
  type,
  urn: `urn:pulumi:a::b::${type}::c`,
});
const steps = [
  step('pulumi:pulumi:Stack'),
  step('pulumi:providers:aws'),
  step('skerry:index:Region'),
  step('aws:ec2/vpc:Vpc'),
  step('skerry:local:Bucket'),
];

describe('the cap on resources', () => {
  it('counts what exists in a cloud or on a machine, and nothing that only the engine knows', () => {
    expect(countResources(steps)).toBe(2);
  });

  it.each([
    [5, 3, []],
    [4, 3, ['2 resources and up to 3 instances would be made; --max-resources allows 4']],
  ])('of %i, with %i instances', (resources, instances, problems) => {
    expect(judgePlan(steps, instances, { resources })).toEqual(problems);
  });

  it('is about a stack that nobody has yet', () => {
    expect(whatExists(steps)).toBeUndefined();
    const there = step('aws:ec2/vpc:Vpc', 'same');
    expect(whatExists([...steps, there])).toBe(there);
  });
});

const nothing: Estimate = { hours: 2, lines: [], usual: [], most: [], unpriced: [], byUse: [] };
const caps: Caps = { minutes: 90, resources: 250, price: [], unpriced: false };
const usd = (amount: number) => ({ amount, currency: 'USD' as const });
const cny = (amount: number) => ({ amount, currency: 'CNY' as const });

describe('the cap on the price', () => {
  it.each<[string, Partial<Estimate>, Partial<Caps>, RegExp | undefined]>([
    ['nothing costs', {}, {}, undefined],
    ['no cap is given', { most: [usd(500)] }, {}, undefined],
    ['it is kept to', { most: [usd(20)] }, { price: [usd(20)] }, undefined],
    [
      'all groups at their max would cost more',
      { usual: [usd(5)], most: [usd(20.01)] },
      { price: [usd(20)] },
      /up to 20\.01 USD/,
    ],
    [
      'the other currency is the dear one',
      { most: [usd(1), cny(99)] },
      { price: [usd(20), cny(30)] },
      /99\.00 CNY.*30\.00 CNY/,
    ],
    [
      'something has no price',
      { unpriced: ['aws/x/nlb'] },
      { price: [usd(20)] },
      /aws\/x\/nlb: no price is known/,
    ],
    ['that is accepted', { unpriced: ['aws/x/nlb'] }, { unpriced: true }, undefined],
  ])('where %s', (_case, found, given, problem) => {
    const problems = judgeEstimate({ ...nothing, ...found }, { ...caps, ...given });
    if (problem === undefined) expect(problems).toEqual([]);
    else expect(problems.join()).toMatch(problem);
  });
});
