import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { cannotRun, refused } from '../../cli/failure.ts';
import { money } from './money.ts';
import type { Currency, PriceTable } from './price-list.ts';
import { alicloudPrices } from './tables/alicloud.ts';
import { awsPrices } from './tables/aws.ts';

/**
 * The tables that an estimate reads, the user's own first: an account may have prices of its own, and ours have gaps.
 *
 * @param path of a JSON file such as `{"aws/eu-west-1/nlb": "0.0252USD"}`
 * @throws {Failure} where it can't be read, or says something else
 */
export async function readPrices(path: string | undefined): Promise<PriceTable[]> {
  const ours = [awsPrices, alicloudPrices];
  if (path === undefined) return ours;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw cannotRun(`${path} can't be read: ${error.message}`, undefined, error);
  });
  return [...ownTables(path, text), ...ours];
}

/** One table a currency. */
export function ownTables(path: string, text: string): PriceTable[] {
  const tables = new Map<Currency, Record<string, number>>();
  for (const [sku, sum] of Object.entries(parse(path, text))) {
    const price = typeof sum === 'string' ? money(sum) : undefined;
    if (!price) {
      throw refused(
        `${path}: ${sku} is ${JSON.stringify(sum)}`,
        '"0.0252USD", for example: the price of an hour',
      );
    }
    tables.set(price.currency, { ...tables.get(price.currency), [sku]: price.amount });
  }
  return [...tables].map(([currency, hourly]) => ({
    subject: basename(path),
    date: 'as given',
    source: path,
    rows: { currency, hourly },
  }));
}

function parse(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refused(`${path} is no JSON object`, '{"aws/eu-west-1/nlb": "0.0252USD"}');
}
