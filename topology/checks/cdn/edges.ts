import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check, type CheckContext } from '../check.ts';

/** Members of an origin group, by CloudFront's limit. */
const CLOUDFRONT_ORIGINS = 2;

const EDGES = ['mirrors', 'files'] as const;

export const cdnChecks: Check[] = [
  rule({
    code: 'cdn/edge-missing',
    summary: 'a mirror has both of its edges',
    why: 'The root metadata names both host names to clients: composer install would fail at the first package, for everybody.',
    allowed: 'Both cdn.mirrors and cdn.files, where the site has a mirror.',
    fix: 'Add the edge that is missing, with its origins.',
    *run({ site }) {
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
    },
  }),
  rule({
    code: 'cdn/domain-missing',
    summary: 'a site with edges in a cloud has a domain',
    why: 'Edges answer by host name. Without a domain there is none that a client could ask for, and no certificate fits.',
    allowed: 'domain with a name, where an edge is on a cloud.',
    fix: 'Add domain: {name: …}.',
    *run({ site, index }) {
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
    },
  }),
  rule({
    code: 'cdn/too-many-origins',
    summary: 'an edge of AWS has a primary and at most one fallback',
    why: 'An origin group of CloudFront has a primary and one that steps in; further ones are refused in the middle of an update.',
    allowed: 'One or two origins on AWS.',
    fix: 'Keep the primary and the best fallback.',
    *run({ site, index }) {
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
  }),
  rule({
    code: 'cdn/origins-of-two-platforms',
    summary: 'the origins of an edge are on one platform',
    why: "An edge of one cloud can't sign requests to a private bucket of another: the fallback would answer 403 in the very hour it is needed.",
    allowed: 'Origins that all lie on the platform of the first.',
    fix: 'Take a fallback on the same platform, or none.',
    *run({ site, index }) {
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
  }),
  rule({
    code: 'cdn/origin-private',
    summary: 'buckets that the edge reads have access: cdn',
    why: 'The edge gets 403 from the bucket, and hands it to every client.',
    allowed: 'access: cdn on each bucket that is an origin of cdn.files or that the mirror publishes to.',
    fix: 'Write access: cdn at the bucket, or take another origin.',
    *run(context) {
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
    },
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
