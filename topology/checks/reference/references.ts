import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { SiteIndex } from '../../site-index.ts';
import { rule, type Check, type CheckContext, type Problem } from '../check.ts';
import { misspeltRegions } from '../region/unknown.ts';

type Kind = 'bucket' | 'load balancer';

const PLACES: Record<Kind, string> = { bucket: 'buckets', 'load balancer': 'loadBalancers' };

interface Reference {
  /** `region/name` */
  id: string;
  kind: Kind;
  pointer: Pointer;
}

/** Every place of the site that names a thing by `region/name`. */
function* references({ site, index }: CheckContext): Generator<Reference> {
  for (const [position, id] of (site.mirror?.publishTo ?? []).entries()) {
    yield { id, kind: 'bucket', pointer: below(SITE, 'mirror', 'publishTo', position) };
  }
  if (site.git) yield { id: site.git.bucket, kind: 'bucket', pointer: below(SITE, 'git', 'bucket') };
  for (const [position, id] of (site.cdn?.mirrors?.origins ?? []).entries()) {
    yield { id, kind: 'load balancer', pointer: below(SITE, 'cdn', 'mirrors', 'origins', position) };
  }
  for (const [position, id] of (site.cdn?.files?.origins ?? []).entries()) {
    yield { id, kind: 'bucket', pointer: below(SITE, 'cdn', 'files', 'origins', position) };
  }
  for (const { pointer, value } of index.buckets.values()) {
    if (value.backup !== undefined)
      yield { id: value.backup, kind: 'bucket', pointer: below(pointer, 'backup') };
  }
}

export const referenceChecks: Check[] = [
  rule({
    code: 'region/not-found',
    summary: 'each region that is named is there',
    why: "The thing would be looked for in a region that the site doesn't have: whatever depends on it can't be built.",
    allowed: 'The names under regions.',
    fix: 'Correct the name, or add the region.',
    *run(context) {
      const names = context.index.regions.map((region) => region.name);
      const missing = [...references(context)].filter(({ id }) => !names.includes(regionPart(id)));
      for (const [region, places] of grouped(missing, ({ id }) => regionPart(id))) {
        // Where the region itself is misspelt, that is told at its key.
        if (misspeltRegions(context.index).has(region)) continue;
        const meant = suggest(region, names);
        yield {
          ...atFirst(places),
          message: `${region} is no region of this site`,
          allowed: names.join(', '),
          fix:
            meant === undefined
              ? `${region} under regions, or one that is there`
              : `${meant}/${places[0].id.slice(region.length + 1)}`,
          lacking: [below(SITE, 'regions', region)],
        };
      }
    },
  }),
  rule({
    code: 'bucket/not-found',
    summary: 'each bucket that is named is there',
    why: 'Published files, or the truth of all repositories, would go nowhere.',
    allowed: 'region/name of a bucket of the site.',
    fix: 'Correct the name, or add the bucket.',
    run: (context) => dangling(context, 'bucket', ({ buckets }) => buckets.keys()),
  }),
  rule({
    code: 'lb/not-found',
    summary: 'each load balancer that is named is there',
    why: 'The edge would have no origin: every request ends in an error of the CDN.',
    allowed: 'region/name of a load balancer of the site.',
    fix: 'Correct the name, or add the load balancer.',
    prevents: [{ cloud: 'tencent', error: 'ResourceNotFound.LoadBalancerNotFound' }],
    run: (context) => dangling(context, 'load balancer', ({ loadBalancers }) => loadBalancers.keys()),
  }),
  rule({
    code: 'group/not-found',
    summary: 'the group behind each load balancer is in its region',
    why: 'The balancer would stand before nobody: it answers, and each connection is closed.',
    allowed: "The groups of the balancer's own region.",
    fix: 'Correct the name, or add the group.',
    *run({ index }) {
      for (const { pointer, value, region } of index.loadBalancers.values()) {
        const names = Object.keys(region.value.groups ?? {});
        if (names.includes(value.group)) continue;
        yield {
          pointer: below(pointer, 'group'),
          message: `${region.name} has no group ${value.group}`,
          allowed: names.length > 0 ? names.join(', ') : `none: ${region.name} has no groups`,
          fix: suggest(value.group, names) ?? `${value.group} under groups of ${region.name}`,
          lacking: [below(region.pointer, 'groups', value.group)],
        };
      }
    },
  }),
  rule({
    code: 'bucket/backup-of-itself',
    summary: "a bucket's backup is another bucket",
    why: 'A copy in the same bucket goes when the bucket goes, which is the day one wants it.',
    allowed: 'Another bucket, best in another region.',
    fix: 'Name a bucket of another region.',
    *run({ index }) {
      for (const { id, pointer, value } of index.buckets.values()) {
        if (value.backup !== id) continue;
        yield {
          pointer: below(pointer, 'backup'),
          message: `${id} would be its own backup`,
          fix: 'a bucket of another region',
        };
      }
    },
  }),
];

function* dangling(
  context: CheckContext,
  kind: Kind,
  idsOf: (index: SiteIndex) => Iterable<string>,
): Generator<Problem> {
  const ids = [...idsOf(context.index)];
  const regions = new Set(context.index.regions.map((region) => region.name));
  const missing = [...references(context)].filter(
    (reference) =>
      reference.kind === kind && !ids.includes(reference.id) && regions.has(regionPart(reference.id)),
  );
  for (const [id, places] of grouped(missing, (reference) => reference.id)) {
    const region = regionPart(id);
    const name = id.slice(region.length + 1);
    yield {
      ...atFirst(places),
      message: `${region} has no ${kind} ${name}`,
      allowed: ids.length > 0 ? ids.join(', ') : `none: the site has no ${kind}s`,
      fix: suggest(id, ids) ?? `${name} under ${PLACES[kind]} of ${region}`,
      lacking: [below(SITE, 'regions', region, PLACES[kind], name)],
    };
  }
}

type Places = [Reference, ...Reference[]];

/** One finding for one name, however often it is used: the mistake is likely where the thing is defined. */
function grouped(all: Reference[], keyOf: (reference: Reference) => string): Map<string, Places> {
  const groups = new Map<string, Places>();
  for (const reference of all) {
    const places = groups.get(keyOf(reference));
    if (places) places.push(reference);
    else groups.set(keyOf(reference), [reference]);
  }
  return groups;
}

function atFirst([first, ...others]: Places): Pick<Problem, 'pointer' | 'related'> {
  const related = others.map(({ pointer }) => ({ pointer, message: 'also named here' }));
  return { pointer: first.pointer, ...(related.length > 0 && { related }) };
}

const regionPart = (id: string): string => id.slice(0, id.indexOf('/'));
