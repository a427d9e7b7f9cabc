/** Characters of a version: Packagist's column for it has 255, that of the normalised one 191. */
export const MAX_VERSION_LENGTH = 255;

/** Each digit with its own optional separator: with a repetition inside the repetition, matching is exponential. */
const MODIFIER = '[._-]?(?:(stable|beta|b|RC|alpha|a|patch|pl|p)((?:[.-]?\\d)*)?)?([.-]?dev)?';
const CLASSICAL = new RegExp(`^v?(\\d{1,5})(\\.\\d+)?(\\.\\d+)?(\\.\\d+)?${MODIFIER}$`, 'i');
const DATED = new RegExp(`^v?(\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3})?)${MODIFIER}$`, 'i');
const BRANCH = /^v?(\d+)(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?$/;

/**
 * What Composer's VersionParser makes of a version when the metadata doesn't say `version_normalized`; part of a
 * dist's path in a mirror, so it must agree to the letter. `undefined` where Composer refuses the version.
 */
export function normalizeVersion(pretty: string): string | undefined {
  let version = pretty.trim();
  version = /^([^,\s]+) +as +([^,\s]+)$/.exec(version)?.[1] ?? version;
  version = version.replace(/@(?:stable|RC|beta|alpha|dev)$/i, '');
  if (version === 'master' || version === 'trunk' || version === 'default') return `dev-${version}`;
  if (/^dev-/i.test(version)) return `dev-${version.slice(4)}`;
  version = /^([^,\s+]+)\+\S+$/.exec(version)?.[1] ?? version;

  const classical = CLASSICAL.exec(version);
  if (classical) {
    const [, major, ...rest] = classical;
    const numbers = rest.slice(0, 3).map((part) => part ?? '.0');
    return withModifier(`${major}${numbers.join('')}`, rest.slice(3));
  }
  const dated = DATED.exec(version);
  if (dated) return withModifier(dated[1]!.replace(/\D/g, '.'), dated.slice(2));
  return numericBranch(/^(.*?)[.-]?dev$/i.exec(version)?.[1]?.trim());
}

function withModifier(numbers: string, [stability, count, dev]: (string | undefined)[]): string {
  if (stability === 'stable') return numbers;
  const modifier = stability ? `-${expandStability(stability)}${(count ?? '').replace(/^[.-]+/, '')}` : '';
  return numbers + modifier + (dev ? '-dev' : '');
}

function expandStability(stability: string): string {
  const lower = stability.toLowerCase();
  const long: Record<string, string> = { a: 'alpha', b: 'beta', p: 'patch', pl: 'patch', rc: 'RC' };
  return long[lower] ?? lower;
}

/** `2.x` → `2.9999999.9999999.9999999-dev` */
function numericBranch(branch: string | undefined): string | undefined {
  const match = BRANCH.exec(branch ?? '');
  if (!match) return undefined;
  const parts = match.slice(1).map((part) => (part ?? '.x').replace(/[*X]/g, 'x'));
  return `${parts.join('').replaceAll('x', '9999999')}-dev`;
}
