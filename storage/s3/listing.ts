/** The answer to ListObjectsV2: flat XML, of which this reads the few elements that matter; pure. */
import type { ObjectInfo } from '../store.ts';

export interface ListingPage {
  objects: ObjectInfo[];
  /** Asks for the next page; absent on the last one. */
  next?: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** @throws where the text isn't a whole listing */
export function readListing(text: string): ListingPage {
  if (!/<ListBucketResult[\s>]/.test(text) || !text.trimEnd().endsWith('</ListBucketResult>')) {
    throw new Error(`the answer is no listing: ${JSON.stringify(text.slice(0, 80))}`);
  }
  const objects = [...text.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = '']) => ({
    key: required(entry, 'Key'),
    size: Number(required(entry, 'Size')),
    etag: element(entry, 'ETag') ?? '',
    modified: new Date(required(entry, 'LastModified')),
  }));
  const rest = text.replace(/<Contents>.*?<\/Contents>/gs, '');
  if (element(rest, 'IsTruncated') !== 'true') return { objects };
  return { objects, next: required(rest, 'NextContinuationToken') };
}

/** Text of the first element of this name. */
export function element(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return found?.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(parseInt(String(hex), 16));
    return ENTITIES[String(name)] ?? String(whole);
  });
}

function required(xml: string, name: string): string {
  const value = element(xml, name);
  if (value === undefined) throw new Error(`the listing lacks ${name}: ${JSON.stringify(xml.slice(0, 80))}`);
  return value;
}
