import { canonicalJson, parseCanonicalJson, type Json } from './canonical-json.ts';
import { FormatError, SignatureError } from './errors.ts';
import { limits } from './limits.ts';
import { asArray, asDigest, asObject, asString } from './shape.ts';
import { isSignedBy, keyId, publicKeyOf, signText } from './signing.ts';

const DOMAIN = 'skerry-release-pointer 1';

const BEGIN = '{"signatures":';
const MIDDLE = ',"signed":';
const END = '}';

/** A canonical text and who has signed it, which is canonical JSON as a whole. */
export function seal(text: string, privateKey: string): Buffer {
  const sig = signText(DOMAIN, text, privateKey);
  const signatures = canonicalJson([{ keyId: keyId(publicKeyOf(privateKey)), sig }]);
  return Buffer.from(BEGIN + signatures + MIDDLE + text + END);
}

/**
 * The text that one of the keys (PEM) has signed. It is found by what surrounds it, and returned unread: whoever can
 * write into a bucket doesn't get his text parsed. Throws a `SignatureError` for anything else, whatever it is.
 */
export function unseal(bytes: Uint8Array, publicKeys: readonly string[], what: string): string {
  try {
    const { signatures, text } = split(bytes, what);
    checkSignatures(signatures, text, publicKeys, what);
    return text;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new SignatureError(error.message, { cause: error });
  }
}

function split(bytes: Uint8Array, what: string): { signatures: Json; text: string } {
  if (bytes.byteLength > limits.pointerBytes) throw new FormatError(`${what} has ${bytes.byteLength} bytes`);
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  // Within a string of canonical JSON the quotes would be escaped: the first match is the right one.
  const middle = whole.slice(0, limits.signaturesBytes).indexOf(`]${MIDDLE}`) + 1;
  if (!whole.startsWith(BEGIN) || middle === 0 || !whole.endsWith(END)) {
    throw new FormatError(
      `${what} is not a signed text: it begins with ${JSON.stringify(whole.slice(0, 40))}`,
    );
  }
  const signatures = Buffer.from(whole.slice(BEGIN.length, middle));
  return {
    signatures: parseCanonicalJson(signatures, `signatures of ${what}`),
    text: whole.slice(middle + MIDDLE.length, -END.length),
  };
}

function checkSignatures(value: Json, text: string, publicKeys: readonly string[], what: string): void {
  const trusted = new Map(publicKeys.map((key) => [keyId(key), key]));
  const signers: string[] = [];
  for (const entry of asArray(value, `signatures of ${what}`, 16)) {
    const signature = asObject(entry, `signature of ${what}`, ['keyId', 'sig']);
    const signer = asDigest(signature['keyId'], `keyId of ${what}`);
    const key = trusted.get(signer);
    if (key !== undefined) {
      if (isSignedBy(DOMAIN, text, asString(signature['sig'], `sig of ${what}`), key)) return;
      throw new SignatureError(`${what}: the signature by key ${signer} doesn't match its content`);
    }
    signers.push(signer);
  }
  const who = signers.length === 0 ? 'nobody' : `key ${signers.join(', ')}`;
  throw new SignatureError(`${what} is signed by ${who}; trusted: ${[...trusted.keys()].join(', ')}`);
}
