import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../process/lock.ts';
import { readIfExists, writeAtomic } from './files.ts';
import { bucketKeyFile, machineLock, redisPasswordFile, signingKeyFile, tokensFilePrefix } from './layout.ts';

/** Bits of chance in a generated password: 192, as 48 hexadecimal digits. */
const SECRET_BYTES = 24;

interface GroupName {
  region: string;
  name: string;
}

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The bucket's root credentials, made at the first call. */
export async function ensureBucketKey(stateDir: string, region: string, name: string): Promise<AccessKey> {
  const make = (): string =>
    `${JSON.stringify({
      accessKeyId: `skerry-${randomBytes(8).toString('hex')}`,
      secretAccessKey: randomBytes(SECRET_BYTES).toString('hex'),
    })}\n`;
  return JSON.parse(await ensureFile(stateDir, bucketKeyFile(stateDir, region, name), make)) as AccessKey;
}

export async function ensureRedisPassword(stateDir: string, region: string): Promise<string> {
  return await ensureFile(stateDir, redisPasswordFile(stateDir, region), () =>
    randomBytes(SECRET_BYTES).toString('hex'),
  );
}

/** The stack's Ed25519 key pair (PEM) for release pointers. The public half is derived from the private. */
export async function ensureSigningKey(stateDir: string): Promise<{ privateKey: string; publicKey: string }> {
  const privateKey = await ensureFile(stateDir, signingKeyFile(stateDir), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey, publicKey };
}

/** Removes the keys that a part alone has, and what a kill has left of their making; other kinds have none. */
export async function removeKeys(
  stateDir: string,
  { kind, region, name }: { kind: string; region: string; name: string },
): Promise<void> {
  const path =
    kind === 'bucket'
      ? bucketKeyFile(stateDir, region, name)
      : kind === 'redis'
        ? redisPasswordFile(stateDir, region)
        : undefined;
  if (path === undefined) return;
  await removeFromFolder(
    dirname(path),
    (each) => each === basename(path) || (each.startsWith(`${basename(path)}.`) && each.endsWith('.tmp')),
  );
}

async function removeFromFolder(folder: string, isUnwanted: (name: string) => boolean): Promise<void> {
  if (!existsSync(folder)) return;
  for (const each of await readdir(folder)) {
    if (isUnwanted(each)) await rm(join(folder, each), { force: true });
  }
}

/**
 * Where a group's tokens of code hosts lie: another path for other tokens. So their change is one of the instances'
 * configuration, and those that still run under the former ones can start again.
 */
export function tokensFile(stateDir: string, group: GroupName, tokens: string): string {
  const digest = createHash('sha256').update(tokens).digest('hex').slice(0, 16);
  return `${tokensFilePrefix(stateDir, group.region, group.name)}${digest}.json`;
}

/** Removes a group's files of tokens, and what a kill has left of their making, all but the one that is in use. */
export async function removeTokens(stateDir: string, group: GroupName, inUse?: string): Promise<void> {
  const prefix = tokensFilePrefix(stateDir, group.region, group.name);
  await removeFromFolder(dirname(prefix), (each) => {
    return each.startsWith(basename(prefix)) && (inUse === undefined || each !== basename(inUse));
  });
}

/** Made once, mode 0600; two that make it at the same time end with one and the same. */
async function ensureFile(stateDir: string, path: string, make: () => string): Promise<string> {
  const present = await readIfExists(path);
  if (present !== undefined) return present;
  return await withLock(`${machineLock(stateDir)}-keys`, async () => {
    const made = (await readIfExists(path)) ?? make();
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeAtomic(path, made, 0o600);
    return made;
  });
}
