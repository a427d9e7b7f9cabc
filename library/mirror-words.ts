import type { Input } from '@pulumi/pulumi';
import { below, SITE } from '../topology/diagnostics/pointer.ts';
import type { GroupArgs } from './group-args.ts';
import type { Places } from './refused.ts';
import type { CloudRegion, RegionWords } from './region.ts';
import type { Composer, LoadBalancer } from './words.ts';

export interface MirrorRegionArgs {
  /** Where it lies; its `domain` names the mirror's hosts. */
  region: CloudRegion;
  /** What is mirrored. */
  composer: Omit<Composer, 'tokens'> & {
    /** Tokens of the code hosts, as JSON: `{"github.com": "…"}`. Their anonymous limits are low. Default: none. */
    tokens?: Input<string>;
  };
  /** How instances get their software. */
  releases: {
    /** Private key (Ed25519, PEM) that releases are signed with: instances take no other. Kept as a secret. */
    signingKey: Input<string>;
  };
  /** Instances that answer for the root metadata, the change feed, status and API. */
  serve: GroupArgs;
  /** Instances that fetch from upstream into the region's bucket. Default: none; another region's write there. */
  sync?: GroupArgs;
  /** Memory of the sync's queue. Default: 1 GiB. */
  redis?: { memoryGiB?: number };
  /** The balancer in front of `serve`. Default: `{listeners: {http: 80}, allow: 'cdn'}`; TLS ends at the edge. */
  loadBalancer?: Omit<LoadBalancer, 'group' | 'weights'>;
  /** The bucket may be deleted with packages in it. Default: `false`. */
  forceDestroy?: boolean;
}

export const SERVE = 'mirror-serve';
export const SYNC = 'mirror-sync';

/** What the plan calls the values that are given. */
export const SIGNING_KEY = 'releaseKey';
export const TOKENS = 'codeHostTokens';

export const BALANCER = { listeners: { http: 80 }, allow: 'cdn' } as const;

/** The region of a mirror, as a stack file says it. */
export function regionWords({
  serve,
  sync,
  redis = {},
  forceDestroy,
  loadBalancer = BALANCER,
}: MirrorRegionArgs): RegionWords {
  return {
    ...(sync && { redis }),
    buckets: { mirror: { access: 'cdn', forceDestroy } },
    loadBalancers: { serve: { ...loadBalancer, group: SERVE } },
    groups: { [SERVE]: serve, ...(sync && { [SYNC]: sync }) },
  };
}

/** What its site says beside. */
export function siteWords({ composer }: MirrorRegionArgs, inRegion: (part: string) => string): object {
  const tokens = composer.tokens === undefined ? undefined : TOKENS;
  return {
    mirror: { composer: { ...composer, tokens }, publishTo: [inRegion('mirror')] },
    releases: { signingKey: SIGNING_KEY },
    cdn: { mirrors: { origins: [inRegion('serve')] }, files: { origins: [inRegion('mirror')] } },
  };
}

export const SITE_PLACES: Places = [
  { pointer: below(SITE, 'mirror', 'composer'), label: 'composer' },
  { pointer: below(SITE, 'releases'), label: 'releases' },
  // Whoever lacks names for the edges lacks the region's domain.
  { pointer: below(SITE, 'cdn'), label: 'region.domain' },
  { pointer: below(SITE, 'domain'), label: 'region.domain' },
];

export function placesOf(region: CloudRegion): Places {
  const at = region.regionPointer();
  return [
    { pointer: below(at, 'groups', SERVE), label: 'serve' },
    { pointer: below(at, 'groups', SYNC), label: 'sync' },
    { pointer: below(at, 'loadBalancers', 'serve'), label: 'loadBalancer' },
    { pointer: below(at, 'redis'), label: 'redis' },
    ...SITE_PLACES,
  ];
}
