import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { estimate, formatSum } from '../../../acceptance/price/estimate.ts';
import { money } from '../../../acceptance/price/money.ts';
import type { PriceTable } from '../../../acceptance/price/price-list.ts';
import { ownTables } from '../../../acceptance/price/read-prices.ts';
import { alicloudPrices } from '../../../acceptance/price/tables/alicloud.ts';
import { awsPrices } from '../../../acceptance/price/tables/aws.ts';
import { analyse } from '../../../topology/analyse.ts';
import type { Plan } from '../../../topology/plan/plan.ts';

const ROOT = join(import.meta.dirname, '../../..');

function planOf(stack: string, edit: (text: string) => string = (text) => text): Plan {
  const path = join(ROOT, `stacks/Pulumi.${stack}.yaml`);
  const text = edit(readFileSync(path, 'utf8'));
  const { plan, diagnostics } = analyse({ path, text, now: new Date('2026-11-22') });
  if (!plan) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

/** Everything costs one, so that a sum counts pieces. */
function onesFor(plan: Plan, currency: 'USD' | 'CNY'): PriceTable {
  const skus = estimate(plan, 30, []).unpriced;
  const hourly = Object.fromEntries(skus.map((sku) => [sku, 1]));
  return { subject: 'ones', date: '2026-11-22', source: 'the test', rows: { currency, hourly } };
}

const piecesOf = (plan: Plan) =>
  Object.fromEntries(
    estimate(plan, 30, []).lines.map(({ what, where, usual, most }) => [
      `${where} ${what}`,
      `${usual}/${most}`,
    ]),
  );

describe('what a run would cost', () => {
  it('is nothing on this machine', () => {
    const found = estimate(planOf('local'), 90, [awsPrices, alicloudPrices]);
    expect(found).toMatchObject({ lines: [], usual: [], most: [], unpriced: [], byUse: [] });
    expect(formatSum(found.most)).toBe('nothing');
  });

  it('counts on AWS what bills by the hour', () => {
    expect(piecesOf(planOf('staging'))).toEqual({
      'eu-central-1 instance of mirror-sync': '1/4',
      'eu-central-1 40 GiB disk of mirror-sync': '1/4',
      'eu-central-1 instance of mirror-serve': '2/4',
      'eu-central-1 40 GiB disk of mirror-serve': '2/4',
      'eu-central-1 instance of git': '2/6',
      'eu-central-1 40 GiB disk of git': '2/6',
      'eu-central-1 Redis cache.t4g.small': '2/2',
      'eu-central-1 network load balancer': '2/2',
      // Two balancers in two zones, and the NAT gateway.
      'eu-central-1 public IPv4 address': '5/5',
      'eu-central-1 NAT gateway': '1/1',
    });
  });

  it('counts on Alibaba Cloud what bills by the hour, by kind of balancer', () => {
    expect(piecesOf(planOf('cn-prod'))).toMatchObject({
      'cn-hongkong NAT gateway': '1/1',
      'cn-hongkong elastic IP address': '1/1',
      'cn-hangzhou network load balancer': '1/1',
      'cn-hangzhou classic load balancer': '1/1',
      'cn-beijing classic load balancer': '1/1',
      'cn-hangzhou Redis redis.shard.large.ce': '1/1',
    });
  });

  it('counts stopped instances of a warm pool by their disks', () => {
    const pieces = piecesOf(planOf('aws-prod'));
    expect(pieces['eu-west-1 instance of git']).toBe('4/16');
    expect(pieces['eu-west-1 40 GiB disk of git']).toBe('5/17');
  });

  it.each([
    [30, 1],
    [31, 2],
    [90, 2],
    [91, 3],
  ])('is counted for %i minutes and the taking down by hours that have begun: %i', (minutes, hours) => {
    const plan = planOf('staging');
    const found = estimate(plan, minutes, [onesFor(plan, 'USD')]);
    expect(found.hours).toBe(hours);
    const pieces = (kind: 'usual' | 'most') => found.lines.reduce((sum, line) => sum + line[kind], 0);
    expect(found.usual).toEqual([{ currency: 'USD', amount: pieces('usual') * hours }]);
    expect(found.most).toEqual([{ currency: 'USD', amount: pieces('most') * hours }]);
  });

  it('takes the dearest of several instance types, and none of them where one has no price', () => {
    const plan = planOf('staging', (text) => text.replace('[i4i.large]', '[m7i.large, m6i.large]'));
    const table = (prices: Record<string, number>) => {
      const hourly = Object.fromEntries(
        Object.entries(prices).map(([type, price]) => [`aws/eu-central-1/instance/${type}`, price]),
      );
      return [{ ...awsPrices, rows: { currency: 'USD' as const, hourly } }];
    };
    const line = (prices: Record<string, number>) => {
      const found = estimate(plan, 30, table(prices));
      return found.lines.find(({ what }) => what === 'instance of git')?.price?.hourly.amount;
    };
    expect(line({ 'm7i.large': 0.2, 'm6i.large': 0.1 })).toBe(0.2);
    expect(line({ 'm6i.large': 0.1 })).toBeUndefined();
    expect(estimate(plan, 30, table({ 'm6i.large': 0.1 })).unpriced).toContain(
      'aws/eu-central-1/instance/m7i.large',
    );
  });

  it('is in each currency by itself', () => {
    const plan = planOf('hybrid');
    const all = onesFor(plan, 'USD').rows.hourly;
    const of = (cloud: string) =>
      Object.fromEntries(Object.entries(all).filter(([sku]) => sku.startsWith(cloud)));
    const tables: PriceTable[] = [
      { ...awsPrices, rows: { currency: 'USD', hourly: of('aws') } },
      { ...alicloudPrices, rows: { currency: 'CNY', hourly: of('alicloud') } },
    ];
    const { most, unpriced } = estimate(plan, 30, tables);
    expect(most.map(({ currency }) => currency)).toEqual(['USD', 'CNY']);
    expect(unpriced).toEqual([]);
  });

  it('never takes for free what has no price', () => {
    const plan = planOf('cn-prod');
    const { lines, unpriced, most } = estimate(plan, 30, [awsPrices, alicloudPrices]);
    expect(most).toEqual([]);
    expect(lines.every(({ price }) => price === undefined)).toBe(true);
    expect(unpriced).toContain('alicloud/cn-hangzhou/clb');
  });
});

describe("a user's own prices", () => {
  it('go before ours, each in its currency', () => {
    const tables = ownTables(
      'own.json',
      '{"aws/us-east-1/nlb": "0.02USD", "alicloud/cn-beijing/clb": "0.3 cny"}',
    );
    expect(tables.map(({ rows }) => rows)).toEqual([
      { currency: 'USD', hourly: { 'aws/us-east-1/nlb': 0.02 } },
      { currency: 'CNY', hourly: { 'alicloud/cn-beijing/clb': 0.3 } },
    ]);
  });

  it.each([
    ['no JSON', /no JSON object/],
    ['[]', /no JSON object/],
    ['{"aws/us-east-1/nlb": 0.02}', /aws\/us-east-1\/nlb is 0\.02/],
    ['{"aws/us-east-1/nlb": "0.02EUR"}', /is "0\.02EUR"/],
  ])('are refused where they say %s', (text, message) => {
    expect(() => ownTables('own.json', text)).toThrow(message);
  });

  it.each([
    ['20USD', { amount: 20, currency: 'USD' }],
    [' 12.50 cny ', { amount: 12.5, currency: 'CNY' }],
    ['20', undefined],
    ['-1USD', undefined],
    ['1e3USD', undefined],
  ])('are read: %s', (text, sum) => {
    expect(money(text)).toEqual(sum);
  });
});

it('The tables name their dates and sources', () => {
  for (const { date, source, rows } of [awsPrices, alicloudPrices]) {
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(source).not.toBe('');
    expect(Object.values(rows.hourly).every((price) => price > 0)).toBe(true);
  }
});
