/**
 * The packages that everyone sees, `sample/app` first: a project that requires it gets all of them. Those of `acme`
 * are peculiar in the ways real packages are; they require nothing.
 */
const core = [
  'sample/app',
  'acme/unversioned',
  'acme/svn-era',
  'acme/calendar',
  'acme/prefixed',
  'sample/framework',
  'sample/console',
  'sample/http',
  'sample/routing',
  'sample/events',
  'sample/container',
  'sample/config',
  'sample/cache',
  'sample/log',
  'sample/mailer',
  'sample/queue',
  'sample/database',
  'sample/orm',
  'sample/templates',
  'sample/forms',
  'sample/validation',
  'sample/translation',
  'sample/serializer',
  'sample/http-client',
  'sample/process',
  'sample/filesystem',
  'sample/finder',
  'sample/string',
  'sample/clock',
  'sample/contracts',
] as const;

export const CORE_PACKAGES = core.length;
/** `sample/app` and the peculiar ones. */
export const LEAST_PACKAGES = 5;
/** Packages of the bulk per vendor. */
const VENDOR = 100;

export function packageName(index: number): string {
  const own = core[index];
  if (own) return own;
  const bulk = index - CORE_PACKAGES;
  return `bulk-${Math.floor(bulk / VENDOR)}/package-${bulk % VENDOR}`;
}

/** The way back; `undefined` for a name that isn't among the first `count` packages. */
export function packageIndex(name: string, count: number): number | undefined {
  const bulk = /^bulk-(\d+)\/package-(\d+)$/.exec(name);
  const index = bulk
    ? CORE_PACKAGES + Number(bulk[1]) * VENDOR + Number(bulk[2])
    : core.indexOf(name as (typeof core)[number]);
  return index >= 0 && index < count && packageName(index) === name ? index : undefined;
}
