import { certificateForms, certificateIdOf, EDGE_REGION } from '../../catalog/certificates.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { certificateFor } from '../../plan/certificate.ts';
import type { SiteIndex } from '../../site-index.ts';
import { rule, type Check, type CheckContext } from '../check.ts';

const DOMAIN = below(SITE, 'domain');

export const certificateChecks: Check[] = [
  rule({
    code: 'domain/certificate-invalid',
    summary: 'each certificate is one of the platform that answers with it',
    why: 'The cloud looks for a certificate of its own by that id and finds none: the listener or the edge is refused in the middle of an update.',
    allowed: 'cas/<number> on Alibaba Cloud, acm/<id> on AWS.',
    fix: 'Take the id from the certificate service of the platform that answers.',
    run: (context) => invalid(context),
  }),
  rule({
    code: 'domain/certificate-missing',
    summary: 'who answers HTTPS on a cloud has a certificate',
    why: 'Without a certificate there is no HTTPS listener and no edge on AWS: the update fails, or clients see a warning and stop.',
    allowed: 'certificate for all places, or certificates by place.',
    fix: 'Order the certificate at the cloud and write its id.',
    *run(context) {
      const { domain } = context.site;
      // Without a domain, that is told.
      if (!domain) return;
      const first = [...uses(context)].find(
        ({ needed, place }) => needed && certificateFor(domain, place) === undefined,
      );
      if (!first) return;
      yield {
        pointer: DOMAIN,
        at: 'key',
        message: `the domain has no certificate, which ${first.who} needs on ${first.platform}`,
        fix: `certificate: ${certificateForms[first.platform].example}`,
        lacking: [below(DOMAIN, 'certificate'), below(DOMAIN, 'certificates', first.place)],
      };
    },
  }),
  rule({
    code: 'domain/certificate-of-two-regions',
    summary: 'on aws, a certificate is of one region',
    why: 'AWS keeps a certificate in one region, and CloudFront takes those of us-east-1 alone: the id is unknown wherever else it is used.',
    allowed: 'One certificate a region, by certificates; that of edge is one of us-east-1.',
    fix: 'Write certificates with one id for each place.',
    *run(context) {
      const { domain } = context.site;
      if (!domain) return;
      const homes = new Map<string, Use>();
      for (const use of uses(context)) {
        const reference = certificateFor(domain, use.place);
        if (use.platform !== 'aws' || reference === undefined) continue;
        const first = homes.get(reference);
        if (!first) homes.set(reference, use);
        if (!first || first.home === use.home) continue;
        yield {
          pointer: pointerOf(domain, use.place),
          message: `${first.who} needs a certificate of ${first.home}, and ${use.who} one of ${use.home}: ${reference} is in one of them`,
          fix: `certificates: {${first.place}: acm/…, ${use.place}: acm/…}`,
        };
        return;
      }
    },
  }),
  rule({
    code: 'domain/certificate-of-no-place',
    summary: 'each certificate is of the edge or a region',
    why: 'Nobody would ever answer with that certificate, and the place it was meant for would go without.',
    allowed: 'edge, or the name of a region of this site.',
    fix: 'Correct the name of the place.',
    *run({ site, index }) {
      const names = ['edge', ...index.regions.map(({ name }) => name)];
      for (const place of Object.keys(site.domain?.certificates ?? {})) {
        if (names.includes(place)) continue;
        yield {
          pointer: below(DOMAIN, 'certificates', place),
          at: 'key',
          message: `${place} is neither the edge nor a region of this site`,
          allowed: names.join(', '),
          fix: suggest(place, names) ?? 'edge',
          lacking: [below(SITE, 'regions', place)],
        };
      }
    },
  }),
];

type SiteDomain = NonNullable<CheckContext['site']['domain']>;

/** Who answers HTTPS with a certificate of the domain. */
interface Use {
  who: string;
  platform: 'alicloud' | 'aws';
  /** As `certificates` names it. */
  place: string;
  /** Region of the site that it is about. */
  region: string;
  /** Region in which the certificate must be. */
  home: string;
  /** Whether it can't do without. */
  needed: boolean;
}

function* invalid(context: CheckContext) {
  const { domain } = context.site;
  if (!domain) return;
  const told = new Set<string>();
  for (const { place, platform, region } of uses(context)) {
    const reference = certificateFor(domain, place);
    const pointer = pointerOf(domain, place);
    if (reference === undefined || told.has(pointer) || certificateIdOf(platform, reference) !== undefined)
      continue;
    told.add(pointer);
    const { form, example } = certificateForms[platform];
    yield {
      pointer,
      message: `${reference} is no certificate of ${platform}, which ${region} lies on`,
      allowed: `${form} on ${platform}`,
      fix: `${example}, for example`,
    };
  }
}

function pointerOf({ certificates = {} }: SiteDomain, place: string): string {
  return Object.hasOwn(certificates, place)
    ? below(DOMAIN, 'certificates', place)
    : below(DOMAIN, 'certificate');
}

/** All edges of the clouds, which those of AWS need, HTTPS listeners at which TLS ends, and buckets' own host names. */
function* uses({ site, index }: CheckContext): Generator<Use> {
  for (const name of ['mirrors', 'files'] as const) {
    const region = regionOf(index, site.cdn?.[name]?.origins[0]);
    if (!region || region.platform === 'local') continue;
    const { platform } = region;
    const home = platform === 'aws' ? EDGE_REGION : region.name;
    yield {
      who: `the edge ${name}`,
      platform,
      place: 'edge',
      region: region.name,
      home,
      needed: platform === 'aws',
    };
  }
  for (const { id, region, value } of index.loadBalancers.values()) {
    const { name, platform } = region;
    if (platform === 'local' || value.listeners.https === undefined || value.tls === 'instance') continue;
    const who = `the https listener of ${id}`;
    yield { who, platform, place: name, region: name, home: name, needed: true };
  }
  for (const { id, region, value } of index.buckets.values()) {
    const { name, platform } = region;
    // A bucket of AWS has no host name of its own, and is told so.
    if (platform !== 'alicloud' || value.host === undefined) continue;
    const who = `host ${value.host} of ${id}`;
    yield { who, platform, place: name, region: name, home: name, needed: true };
  }
}

const regionOf = ({ regions }: SiteIndex, id: string | undefined) =>
  regions.find(({ name }) => id?.startsWith(`${name}/`));
