import { readFile } from 'node:fs/promises';

/** A URL without its user and password, and the header that they make. */
export function splitCredentials(url: string): { url: string; authorization?: string } {
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return { url };
  const pair = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`;
  parsed.username = '';
  parsed.password = '';
  return { url: parsed.href, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/**
 * `Authorization` by origin, of the settings' `codeHostTokensFile`.
 *
 * @throws without the file's content in the message
 */
export async function loadCodeHostTokens(file: string | undefined): Promise<Map<string, string>> {
  if (file === undefined) return new Map();
  try {
    return readCodeHostTokens(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`code hosts' tokens in ${file}: ${(error as Error).message}`, { cause: error });
  }
}

const EXAMPLE = '{"api.github.com": "…"}';

export function readCodeHostTokens(text: string): Map<string, string> {
  const tokens = Object.entries(parseObject(text));
  return new Map(
    tokens.map(([host, token]) => {
      if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
        throw new Error(`the token of ${host} must be one word of printable ASCII`);
      }
      return [originOf(host), `Bearer ${token}`];
    }),
  );
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new Error(`it is no JSON; expected ${EXAMPLE}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`it is no JSON object; expected ${EXAMPLE}`);
  }
  return value as Record<string, unknown>;
}

function originOf(host: string): string {
  const url = host.includes('://') ? host : `https://${host}`;
  const isOrigin = URL.canParse(url) && /^https?:\/\/[^/?#@]+\/?$/.test(url);
  if (!isOrigin) {
    throw new Error('one of its keys is no host; allowed: api.github.com, https://git.example.org:8443');
  }
  return new URL(url).origin;
}
