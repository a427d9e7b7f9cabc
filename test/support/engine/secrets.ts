import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';

/** As the engine's passphrase provider has them. */
const ITERATIONS = 1_000_000;
const KEY_BYTES = 32;
const SALT_BYTES = 8;
const NONCE_BYTES = 12;

/** Encrypts as the engine does, so that tests can write a stack file with secrets and leave every other byte alone. */
export interface PassphraseSecrets {
  /** Value of `encryptionsalt`. */
  salt: string;
  encrypt(plain: string): string;
}

export function passphraseSecrets(passphrase: string): PassphraseSecrets {
  const salt = randomBytes(SALT_BYTES);
  const key = pbkdf2Sync(passphrase, salt, ITERATIONS, KEY_BYTES, 'sha256');
  const encrypt = (plain: string): string => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString('base64')}:${sealed.toString('base64')}`;
  };
  // The engine checks a passphrase by this word.
  return { salt: `v1:${salt.toString('base64')}:${encrypt('pulumi')}`, encrypt };
}
