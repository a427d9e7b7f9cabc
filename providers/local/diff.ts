import { isDeepStrictEqual } from 'node:util';
import { Token } from './resources.ts';

export type Change = 'update' | 'replace';

/** What a changed input means for the part. Whatever isn't named here is an update. */
const REPLACES: Record<Token, readonly string[]> = {
  [Token.Network]: ['region', 'cidr'],
  [Token.Bucket]: ['region', 'name', 'network'],
  [Token.Redis]: ['region', 'network'],
  [Token.LoadBalancer]: ['region', 'name', 'network'],
  [Token.Cdn]: ['region', 'name', 'network'],
  [Token.SampleUpstream]: ['region', 'network'],
  [Token.Release]: ['bucket', 'endpoint', 'channel'],
  [Token.ScalingGroup]: ['region', 'name', 'network', 'workload'],
};

/** Inputs that may be left to the provider: absent, they accept what there is. */
const CHOSEN: Partial<Record<Token, readonly string[]>> = { [Token.Network]: ['cidr'] };

/** Inputs that may be taken away. */
const OPTIONAL: Partial<Record<Token, readonly string[]>> = { [Token.ScalingGroup]: ['codeHostTokens'] };

type Properties = Readonly<Record<string, unknown>>;

/**
 * Which inputs differ from what was realised.
 *
 * @param olds outputs of the last run; they hold the inputs of then
 * @param news inputs of this run
 */
export function changedInputs(token: Token, olds: Properties, news: Properties): Map<string, Change> {
  const changes = new Map<string, Change>();
  for (const name of new Set([...Object.keys(news), ...(OPTIONAL[token] ?? [])])) {
    const value = news[name];
    if (value === undefined && CHOSEN[token]?.includes(name)) continue;
    if (isSame(token, name, olds[name], value)) continue;
    changes.set(name, REPLACES[token].includes(name) ? 'replace' : 'update');
  }
  // Whoever owns the capacity: what was removed by hand comes back.
  if (token === Token.ScalingGroup && Number(olds['missing'] ?? 0) > 0) changes.set('capacity', 'update');
  return changes;
}

function isSame(token: Token, name: string, before: unknown, now: unknown): boolean {
  if (token === Token.ScalingGroup && name === 'capacity') {
    return isDeepStrictEqual(declaredCapacity(before), declaredCapacity(now));
  }
  return isDeepStrictEqual(before, now);
}

/** Desired counts only where the declaration owns it: else somebody else moves it, and that is no change. */
function declaredCapacity(capacity: unknown): unknown {
  if (typeof capacity !== 'object' || capacity === null) return capacity;
  const { owner, min, max, desired } = capacity as Record<string, unknown>;
  return owner === 'iac' ? { owner, min, max, desired } : { owner, min, max };
}
