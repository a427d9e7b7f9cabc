import type { PriceTable } from '../price-list.ts';

export const awsPrices: PriceTable = {
  subject: 'prices of AWS',
  date: '2026-11-22',
  source: '',
  rows: { currency: 'USD', hourly: {} },
};
