import { readFile } from 'node:fs/promises';
import { StoreError } from '../errors.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of an instance's identity. */
  sessionToken?: string;
  /** From when on new ones are to be had, while these still work. */
  renewal: Date;
  /** When these end; absent: they don't by themselves. */
  expiration?: Date;
}

/** Whether both sign alike, whenever they were had. */
export function areSame(one: Credentials, other: Credentials): boolean {
  const names = ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const;
  return names.every((name) => one[name] === other[name]);
}

/** Milliseconds after which a file with other credentials is noticed, if the store hasn't refused the old ones. */
const FILE_TTL = 15 * 60_000;

/** @throws StoreError */
export async function readCredentials(file: string): Promise<Credentials> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new StoreError('credentials', file, 'is not a readable JSON file', { cause: error });
  }
  const { accessKeyId, secretAccessKey, sessionToken } = (parsed ?? {}) as Record<string, unknown>;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') {
    const expected = '{"accessKeyId": "…", "secretAccessKey": "…"}';
    throw new StoreError('credentials', file, `lacks accessKeyId or secretAccessKey; expected ${expected}`);
  }
  return {
    accessKeyId,
    secretAccessKey,
    // Of keys that somebody else renews, such as the boot script of an instance.
    ...(typeof sessionToken === 'string' && { sessionToken }),
    renewal: new Date(Date.now() + FILE_TTL),
  };
}
