import { createPrivateKey } from 'node:crypto';

/** DER of an Ed25519 private key (PKCS #8), up to the key itself. */
const PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs nothing but tests: the same at each run, so that what is made of it is, too. */
const signingKey = (seed: number): string =>
  createPrivateKey({
    key: Buffer.concat([PREFIX, Buffer.alloc(32, seed)]),
    format: 'der',
    type: 'pkcs8',
  }).export({ type: 'pkcs8', format: 'pem' }) as string;

/** Value of a secret of a stack file, by its name: made up, and of the form that the program asks for. */
export function madeUpSecret(name: string): string {
  if (/key$/i.test(name) && /release|sign/i.test(name)) return signingKey(name === 'releaseKey' ? 7 : 8);
  if (/webhook$/i.test(name)) return `https://hooks.example.com/canary-${name}`;
  return `canary-${name}`;
}
