import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** An Ed25519 key pair, both halves as PEM (PKCS #8 and SPKI). */
export interface SigningKey {
  privateKey: string;
  publicKey: string;
}

export function generateSigningKey(): SigningKey {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** The public half of a private or public key in PEM. */
export function publicKeyOf(pem: string): string {
  return createPublicKey(pem).export({ type: 'spki', format: 'pem' }) as string;
}

/** Names a public key: SHA-256 of its DER form, in hex. */
export function keyId(publicKey: string): string {
  const der = ed25519(publicKey).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}

/** `domain` keeps a signature for one purpose from being valid for another. */
export function signText(domain: string, text: string, privateKey: string): string {
  return sign(null, message(domain, text), privateKey).toString('base64');
}

export function isSignedBy(domain: string, text: string, signature: string, publicKey: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  // Base64 has several texts for the same bytes; only one of them is a signature.
  if (bytes.toString('base64') !== signature) return false;
  return verify(null, message(domain, text), ed25519(publicKey), bytes);
}

function message(domain: string, text: string): Buffer {
  return Buffer.from(`${domain}\0${text}`);
}

function ed25519(publicKey: string): KeyObject {
  const key = createPublicKey(publicKey);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new TypeError(`the release key is of type ${String(key.asymmetricKeyType)}; expected ed25519`);
  }
  return key;
}
