import type { Currency, Money } from './price-list.ts';

export const CURRENCIES: readonly Currency[] = ['USD', 'CNY'];

/** `20USD`, `12.50 CNY`; `undefined`: it is no sum. */
export function money(text: string): Money | undefined {
  const [, amount, name] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]{3})$/.exec(text.trim()) ?? [];
  const currency = CURRENCIES.find((each) => each === name?.toUpperCase());
  return amount !== undefined && currency ? { amount: Number(amount), currency } : undefined;
}
