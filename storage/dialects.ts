import { OSS } from './oss/oss.ts';
import { S3 } from './s3/aws.ts';
import type { Dialect } from './s3/dialect.ts';
import type { StoreConfig } from './store-config.ts';

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['s3', S3],
  ['oss', OSS],
]);

/** @throws for one that only the compiler would have refused: configurations come from files, too */
export function dialectOf({ dialect }: StoreConfig): Dialect {
  const found = DIALECTS.get(dialect);
  if (found) return found;
  const allowed = [...DIALECTS.keys()].map((name) => `"${name}"`).join(', ');
  throw new TypeError(`store dialect ${JSON.stringify(dialect)} is unknown; allowed: ${allowed}`);
}
