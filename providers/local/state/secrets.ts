import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../process/lock.ts';
import { readIfExists, writeAtomic } from './files.ts';
import { bucketKeyFile, machineLock, redisPasswordFile, signingKeyFile } from './layout.ts';

/** Bits of chance in a generated password: 192, as 48 hexadecimal digits. */
const SECRET_BYTES = 24;

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
  if (path === undefined || !existsSync(dirname(path))) return;
  for (const each of await readdir(dirname(path))) {
    const own = each === basename(path) || (each.startsWith(`${basename(path)}.`) && each.endsWith('.tmp'));
    if (own) await rm(join(dirname(path), each), { force: true });
  }
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
