import type { PriceTable } from '../price-list.ts';

export const alicloudPrices: PriceTable = {
  subject: 'prices of Alibaba Cloud',
  date: '2026-11-22',
  source: '',
  rows: { currency: 'USD', hourly: {} },
};
