import type { PackageFilter } from './package-filter.ts';
import { isPackageName } from './package-name.ts';

/**
 * The packages that a sync takes: those that the upstream lists and the filter selects, and those that the filter
 * names in full. Sorted, each once.
 */
export function selectPackages(listed: readonly string[], filter: PackageFilter): string[] {
  const named = filter.namePatterns.filter((pattern) => !pattern.includes('*'));
  const selected = listed.map((name) => name.toLowerCase()).filter((name) => filter.selects(name));
  return [...new Set([...named, ...selected])].filter(isPackageName).sort();
}

/** Whether the packages are known without any list of the upstream's. */
export function namesEveryPackage(filter: PackageFilter): boolean {
  return !filter.selectsEverything && filter.namePatterns.every((pattern) => !pattern.includes('*'));
}
