import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check, type CheckContext } from '../check.ts';

/** Members of an origin group, by CloudFront's limit. */
const CLOUDFRONT_ORIGINS = 2;

const EDGES = ['mirrors', 'files'] as const;

export const cdnChecks: Check[] = [
  rule('cdn/edge-missing', 'a mirror has both of its edges', function* ({ site }) {
    if (!site.mirror) return;
    for (const name of EDGES) {
      if (site.cdn?.[name]) continue;
      yield {
        pointer: site.cdn ? below(SITE, 'cdn') : below(SITE, 'mirror'),
        at: 'key',
        message: `the mirror has no edge ${name}, and its root names it to clients`,
        fix:
          name === 'mirrors'
            ? 'cdn: {mirrors: {origins: [region/balancer]}}'
            : 'cdn: {files: {origins: [region/bucket]}}',
        lacking: [below(SITE, 'cdn', name)],
      };
    }
  }),
  rule('cdn/domain-missing', 'a site with edges in a cloud has a domain', function* ({ site, index }) {
    if (site.domain || !site.cdn) return;
    const cloud = index.regions.find(({ platform }) => platform !== 'local');
    if (!cloud) return;
    yield {
      pointer: below(SITE, 'cdn'),
      at: 'key',
      message: `the edges' host names lie in the site's domain, and it has none`,
      fix: 'domain: {name: example.cn}',
      lacking: [below(SITE, 'domain')],
    };
  }),
  rule(
    'cdn/too-many-origins',
    'an edge of AWS has a primary and at most one fallback',
    function* ({ site, index }) {
      for (const name of EDGES) {
        const origins = site.cdn?.[name]?.origins ?? [];
        const home = index.regions.find((region) => origins[0]?.startsWith(`${region.name}/`));
        if (home?.platform !== 'aws' || origins.length <= CLOUDFRONT_ORIGINS) continue;
        yield {
          pointer: below(SITE, 'cdn', name, 'origins', CLOUDFRONT_ORIGINS),
          message: `${origins.length} origins are more than an edge of aws takes: a primary, and one that steps in`,
          allowed: `${CLOUDFRONT_ORIGINS} at most`,
          fix: `[${origins.slice(0, CLOUDFRONT_ORIGINS).join(', ')}]`,
        };
      }
    },
  ),
  rule(
    'cdn/origins-of-two-platforms',
    'the origins of an edge are on one platform',
    function* ({ site, index }) {
      for (const name of EDGES) {
        const [first, ...others] = (site.cdn?.[name]?.origins ?? []).map((id, position) => ({
          id,
          pointer: below(SITE, 'cdn', name, 'origins', position),
          region: index.regions.find((region) => id.startsWith(`${region.name}/`)),
        }));
        for (const { id, pointer, region } of others) {
          if (!first?.region || !region || region.platform === first.region.platform) continue;
          yield {
            pointer,
            message: `the edge is one of ${first.region.platform}, where ${first.id} is, and can't fetch from ${id} on ${region.platform}`,
            fix: `a fallback on ${first.region.platform}, or leave it out`,
            related: [{ pointer: first.pointer, message: 'its primary is here' }],
          };
        }
      }
    },
  ),
  rule('cdn/origin-private', 'buckets that the edge reads have access: cdn', function* (context) {
    for (const { id, pointer } of publicBuckets(context)) {
      const bucket = context.index.buckets.get(id);
      if (!bucket || bucket.value.access === 'cdn') continue;
      yield {
        pointer,
        message: `${id} is private, so that the edge could not read it`,
        fix: `access: cdn for ${id}`,
        lacking: [below(bucket.pointer, 'access')],
        related: [{ pointer: bucket.pointer, message: `${id} is defined here` }],
      };
    }
  }),
];

/** Each bucket once, at the first place that makes it public. */
function publicBuckets({ site }: CheckContext): { id: string; pointer: Pointer }[] {
  const files = (site.cdn?.files?.origins ?? []).map((id, position) => ({
    id,
    pointer: below(SITE, 'cdn', 'files', 'origins', position),
  }));
  const published = (site.mirror?.publishTo ?? []).map((id, position) => ({
    id,
    pointer: below(SITE, 'mirror', 'publishTo', position),
  }));
  return [...new Map([...published, ...files].reverse().map((bucket) => [bucket.id, bucket])).values()];
}
