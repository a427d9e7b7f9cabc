import { parse } from 'yaml';

/**
 * The platforms a stack file speaks of, whatever else may be wrong with it: the commands that mend a file (`secret
 * set`) and that read state must work on one that the checks refuse.
 */
export function platformsOf(text: string): Set<string> {
  let value: unknown;
  try {
    value = parse(text, { logLevel: 'silent' });
  } catch (error) {
    if (error instanceof Error && error.name === 'YAMLParseError') return new Set();
    throw error;
  }
  const site = member(member(value, 'config'), 'skerry:site');
  const common = member(site, 'platform');
  const regions = member(site, 'regions');
  const platforms =
    typeof regions === 'object' && regions !== null
      ? Object.values(regions).map((region) => member(region, 'platform') ?? common)
      : [common];
  return new Set(platforms.filter((platform) => typeof platform === 'string'));
}

/** Whether every region of the stack runs on this machine. */
export function isLocal(platforms: ReadonlySet<string>): boolean {
  return platforms.size === 1 && platforms.has('local');
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
