import { CORE_PACKAGES, LEAST_PACKAGES, packageName } from './names.ts';
import { hash32 } from './random.ts';
import { newestMajor, type Version } from './versions.ts';

/** How far below a package in the list its dependents are looked for. */
const REACH = 12;

/**
 * What one version requires. Packages only require later ones of the list, so the graph has no cycle; every package
 * of the core has a dependent, so `sample/app` reaches all of them; and the newest versions always fit each other.
 */
export function requirements(
  seed: number,
  count: number,
  index: number,
  version: Version,
): Record<string, string> {
  const isNewest = version.major === 0 || version.major === newestMajor(seed, index);
  const constraints = dependencies(seed, count, index).map((dependency): [string, string] => [
    packageName(dependency),
    constraint(seed, dependency, isNewest),
  ]);
  return Object.fromEntries<string>([['php', '>=7.4'], ...constraints]);
}

function dependencies(seed: number, count: number, index: number): number[] {
  if (index > 0 && index < LEAST_PACKAGES) return [];
  const peculiar = index === 0 ? Array.from({ length: LEAST_PACKAGES - 1 }, (_, offset) => offset + 1) : [];
  const from = Math.max(index + 1, LEAST_PACKAGES);
  const to = Math.min(count, index < CORE_PACKAGES ? CORE_PACKAGES : Infinity, from + REACH);
  const later = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
  return [
    ...peculiar,
    ...later.filter((other) => dependent(seed, other) === index || isExtra(seed, index, other)),
  ];
}

/** The one package that surely requires this one. */
function dependent(seed: number, index: number): number {
  const first = index < CORE_PACKAGES ? LEAST_PACKAGES : CORE_PACKAGES;
  if (index === first) return 0;
  return index - 1 - (hash32(seed, 'dependent', index) % Math.min(REACH - 1, index - first));
}

function isExtra(seed: number, index: number, other: number): boolean {
  return hash32(seed, 'extra', index, other) % 10 === 0;
}

function constraint(seed: number, index: number, isNewest: boolean): string {
  const name = packageName(index);
  if (name === 'acme/calendar') return '>=20240101';
  if (name === 'acme/prefixed') return '^3.0';
  const newest = newestMajor(seed, index);
  return isNewest || newest === 1 ? `^${newest}.0` : `^${newest - 1}.0 || ^${newest}.0`;
}
