import type { PriceTable } from '../price-list.ts';

/**
 * Alibaba Cloud shows its prices by a calculator in the browser and by signed calls alone; no page that says them was at
 * hand, and nothing here is guessed. `--prices FILE` gives what the calculator shows.
 */
export const alicloudPrices: PriceTable = {
  subject: 'prices of Alibaba Cloud',
  date: '2026-11-22',
  source: 'none was found; https://www.alibabacloud.com/pricing-calculator shows them',
  rows: { currency: 'CNY', hourly: {} },
};
