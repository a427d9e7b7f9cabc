import type { Table } from '../../topology/catalog/table.ts';

export type Currency = 'USD' | 'CNY';

export interface Money {
  amount: number;
  currency: Currency;
}

/** Prices by what is sold: `aws/eu-west-1/nlb`, or `aws/*` + `/nlb` where all regions have one price. */
export type PriceTable = Table<{ currency: Currency; hourly: Readonly<Record<string, number>> }>;

export interface Price {
  /** Of one piece for one hour. */
  hourly: Money;
  /** Who says so. */
  source: string;
}

/** The price of a piece, from the first table that knows it; `undefined`: none does. */
export function priceOf(sku: string, tables: readonly PriceTable[]): Price | undefined {
  const names = [sku, sku.replace(/^(\w+)\/[^/]+/, '$1/*')];
  for (const { subject, date, rows } of tables) {
    const name = names.find((each) => Object.hasOwn(rows.hourly, each));
    if (name === undefined) continue;
    return {
      hourly: { amount: rows.hourly[name] ?? 0, currency: rows.currency },
      source: `${subject}, ${date}`,
    };
  }
  return undefined;
}
