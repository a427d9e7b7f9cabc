import { publicUrl } from '../fetch/public-url.ts';
import { MetadataError, parseJson } from './json.ts';

/** What a Composer v2 repository says of itself, its URLs made absolute. */
export interface UpstreamRoot {
  /** With `%package%`. */
  metadataUrl: string;
  /** Names that the root itself lists. */
  availablePackages?: string[];
  /** URL of a list of all names. */
  listUrl?: string;
  /** What our own root hands on to clients. */
  passedOn: Readonly<Record<string, unknown>>;
}

/** An upstream that can't be mirrored, with the reason in the user's terms; what its answer holds is the cause's. */
export class UpstreamRefused extends Error {
  override readonly name = 'UpstreamRefused';
}

/**
 * Reads an upstream's `packages.json`.
 *
 * @param url where it was found; relative URLs in it are taken from there
 * @throws UpstreamRefused
 */
export function readUpstreamRoot(body: Uint8Array, url: string): UpstreamRoot {
  const root = parse(body, url);
  const metadata = root['metadata-url'];
  if (typeof metadata !== 'string') throw refuse(url, whyNotV2(root));
  if (!metadata.includes('%package%')) {
    throw refuse(url, 'its metadata-url has no %package% in it');
  }
  const absolute = (value: string) => absoluteUrl(value, url);
  const { list } = root;
  const available = root['available-packages'];
  return {
    metadataUrl: absolute(metadata),
    ...(isStrings(available) ? { availablePackages: available } : {}),
    ...(typeof list === 'string' && list !== '' ? { listUrl: absolute(list) } : {}),
    passedOn: passOn(root, absolute),
  };
}

/** @throws UpstreamRefused */
export function readPackageList(body: Uint8Array, url: string): string[] {
  const names = parse(body, url)['packageNames'];
  if (!isStrings(names))
    throw refuse(url, 'its list of packages has no "packageNames" that is a list of strings');
  return names;
}

/**
 * Interactive queries stay with the upstream, which alone can answer them. `notify-batch` is left out: it would tell
 * the upstream what the mirror's users install, and stall those who have no way there. So are v1's keys, and
 * `metadata-changes-url`, which no client reads.
 */
function passOn(root: Record<string, unknown>, absolute: (value: string) => string): Record<string, unknown> {
  const passed: Record<string, unknown> = {};
  for (const key of ['search', 'list', 'providers-api']) {
    const value = root[key];
    if (typeof value === 'string' && value !== '') passed[key] = absolute(value);
  }
  for (const key of ['info', 'info-versions', 'warning', 'warning-versions']) {
    if (typeof root[key] === 'string') passed[key] = root[key];
  }
  const advisories = root['security-advisories'];
  if (typeof advisories === 'object' && advisories !== null) {
    const api = (advisories as Record<string, unknown>)['api-url'];
    const apiUrl = typeof api === 'string' ? { 'api-url': absolute(api) } : {};
    passed['security-advisories'] = { ...advisories, ...apiUrl };
  }
  return passed;
}

function parse(body: Uint8Array, url: string): Record<string, unknown> {
  try {
    const value = parseJson(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (error) {
    if (error instanceof MetadataError)
      throw refuse(url, `it ${error.kind === 'not-json' ? 'answered ' : ''}${error.message}`, error);
    throw error;
  }
  throw refuse(url, 'its JSON is not an object');
}

function whyNotV2(root: Record<string, unknown>): string {
  if ('provider-includes' in root || 'providers-url' in root || 'providers-lazy-url' in root) {
    return 'it speaks version 1 of the protocol only (no metadata-url)';
  }
  const { packages } = root;
  if (typeof packages === 'object' && packages !== null && Object.keys(packages).length > 0) {
    return 'it holds its packages inline (no metadata-url)';
  }
  return 'it has no metadata-url';
}

function refuse(url: string, reason: string, cause?: MetadataError): UpstreamRefused {
  return new UpstreamRefused(`${publicUrl(url)} is not a Composer v2 repository: ${reason}`, { cause });
}

/** Not by `URL`, which would escape the placeholders' `%`. */
function absoluteUrl(value: string, base: string): string {
  if (/^https?:\/\//.test(value)) return value;
  const { protocol, origin, pathname } = new URL(base);
  if (value.startsWith('//')) return protocol + value;
  if (value.startsWith('/')) return origin + value;
  return origin + pathname.replace(/[^/]*$/, '') + value;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
