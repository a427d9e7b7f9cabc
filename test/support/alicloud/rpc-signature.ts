import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signature V1 of Alibaba's RPC style, written by its documentation ("Request syntax and signature method V2 for RPC
 * APIs") and held to the vectors published there: all parameters but `Signature`, sorted bytewise by name.
 */
export function signatureOf(method: string, params: ReadonlyMap<string, string>, secret: string): string {
  const canonical = [...params]
    .filter(([name]) => name !== 'Signature')
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
  const text = `${method}&${percentEncode('/')}&${percentEncode(canonical)}`;
  return createHmac('sha1', `${secret}&`).update(text).digest('base64');
}

/** Byte by byte: letters, digits and `-_.~` stand for themselves. */
export function percentEncode(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-_.~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

export interface Keys {
  /** Secrets by access key id. */
  secrets: ReadonlyMap<string, string>;
  /** Tokens that temporary keys need. */
  tokens?: ReadonlyMap<string, string>;
}

export interface Refusal {
  status: number;
  code: string;
  message: string;
}

const FIFTEEN_MINUTES = 15 * 60_000;

/** The gateway's checks before any service: who signs, what, when, and not twice. */
export class Gatekeeper {
  readonly #keys: Keys;
  readonly #nonces = new Set<string>();

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** `undefined`: the request is what its signer has sent. */
  refuse(method: string, params: ReadonlyMap<string, string>, now: Date): Refusal | undefined {
    const get = (name: string) => params.get(name) ?? '';
    const missing = ['Action', 'Version', 'AccessKeyId', 'Signature', 'SignatureNonce', 'Timestamp'].find(
      (name) => get(name) === '',
    );
    if (missing !== undefined)
      return refusal(400, `Missing${missing}`, `${missing} is mandatory for this action.`);
    if (get('SignatureMethod') !== 'HMAC-SHA1' || get('SignatureVersion') !== '1.0') {
      return refusal(400, 'InvalidParameter', 'The specified signature method or version is not supported.');
    }
    const secret = this.#keys.secrets.get(get('AccessKeyId'));
    if (secret === undefined) {
      return refusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    }
    const wanted = Buffer.from(signatureOf(method, params, secret));
    const given = Buffer.from(get('Signature'));
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) {
      const message = 'Specified signature is not matched with our calculation.';
      return refusal(400, 'SignatureDoesNotMatch', message);
    }
    const token = this.#keys.tokens?.get(get('AccessKeyId'));
    if (token !== undefined && get('SecurityToken') !== token) {
      return refusal(400, 'InvalidSecurityToken.Malformed', 'The specified SecurityToken is malformed.');
    }
    const age = Math.abs(now.getTime() - Date.parse(get('Timestamp')));
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(get('Timestamp')) || age > FIFTEEN_MINUTES) {
      return refusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    }
    if (this.#nonces.has(get('SignatureNonce'))) {
      return refusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    this.#nonces.add(get('SignatureNonce'));
    return undefined;
  }
}

function refusal(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
