import type { Plan } from '../../topology/plan/plan.ts';
import { billables, costsByUse, type Billable } from './billables.ts';
import { priceOf, type Money, type Price, type PriceTable } from './price-list.ts';

export type { Money } from './price-list.ts';

/** What a run would cost, as far as that is known beforehand. */
export interface Estimate {
  /** Hours that are counted: clouds bill hours that have begun. */
  hours: number;
  lines: EstimateLine[];
  /** By currency, with as many instances as the stack file asks for. */
  usual: Money[];
  /** By currency, with each group at its most for all the time: what a cap is held against. */
  most: Money[];
  /** What costs, and no table knows how much. */
  unpriced: string[];
  /** What costs by use, and is in no sum. */
  byUse: string[];
}

export interface EstimateLine {
  what: string;
  where: string;
  usual: number;
  most: number;
  /** Of the dearest that may be chosen; absent: not priced. */
  price?: Price;
}

/** Minutes that taking everything down is counted with. */
const DOWN_MINUTES = 30;

/** @param tables of prices, the ones that count first first */
export function estimate(plan: Plan, minutes: number, tables: readonly PriceTable[]): Estimate {
  const hours = Math.ceil((minutes + DOWN_MINUTES) / 60);
  const unpriced = new Set<string>();
  const lines = billables(plan).map((billable): EstimateLine => {
    const { what, where, usual, most } = billable;
    const { price, missing } = dearest(billable, tables);
    for (const sku of missing) unpriced.add(sku);
    return { what, where, usual, most, ...(price && { price }) };
  });
  return {
    hours,
    lines,
    usual: sum(lines, hours, ({ usual }) => usual),
    most: sum(lines, hours, ({ most }) => most),
    unpriced: [...unpriced],
    byUse: costsByUse(plan),
  };
}

/** Of several that may be chosen the dearest counts, so that one that is not priced leaves all of them unpriced. */
function dearest({ skus }: Billable, tables: readonly PriceTable[]): { price?: Price; missing: string[] } {
  const prices = skus.map((sku) => priceOf(sku, tables));
  const missing = skus.filter((_, index) => prices[index] === undefined);
  const [first, ...others] = prices.filter((price) => price !== undefined);
  if (missing.length > 0 || !first) return { missing };
  const price = others.reduce((most, each) => (each.hourly.amount > most.hourly.amount ? each : most), first);
  return { price, missing };
}

function sum(lines: readonly EstimateLine[], hours: number, pieces: (line: EstimateLine) => number): Money[] {
  const sums = new Map<Money['currency'], number>();
  for (const line of lines) {
    if (!line.price) continue;
    const { amount, currency } = line.price.hourly;
    sums.set(currency, (sums.get(currency) ?? 0) + amount * pieces(line) * hours);
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

/** `4.31 USD` */
export function formatMoney({ amount, currency }: Money): string {
  return `${amount.toFixed(2)} ${currency}`;
}

/** `4.31 USD + 12.00 CNY`; `nothing` for an empty sum. */
export function formatSum(sums: readonly Money[]): string {
  return sums.length === 0 ? 'nothing' : sums.map(formatMoney).join(' + ');
}
