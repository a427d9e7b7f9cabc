import { certificateForms, certificateIdOf } from '../../catalog/certificates.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check, type CheckContext } from '../check.ts';

export const certificateChecks: Check[] = [
  rule(
    'domain/certificate-invalid',
    "the certificate is one of the regions' platform",
    function* ({ site, index }) {
      const reference = site.domain?.certificate;
      if (reference === undefined) return;
      for (const { name, platform } of index.regions) {
        if (platform === 'local' || certificateIdOf(platform, reference) !== undefined) continue;
        const { form, example } = certificateForms[platform];
        yield {
          pointer: below(SITE, 'domain', 'certificate'),
          message: `${reference} is no certificate of ${platform}, which ${name} lies on`,
          allowed: `${form} on ${platform}`,
          fix: `${example}, for example`,
        };
        return;
      }
    },
  ),
  rule('domain/certificate-missing', 'who answers HTTPS on a cloud has a certificate', function* (context) {
    const { site } = context;
    const [first] = needs(context);
    // Without a domain, that is told.
    if (!first || !site.domain || site.domain.certificate !== undefined) return;
    yield {
      pointer: below(SITE, 'domain'),
      at: 'key',
      message: `the domain has no certificate, which ${first.who} needs on ${first.platform}`,
      fix: `certificate: ${certificateForms[first.platform].example}`,
      lacking: [below(SITE, 'domain', 'certificate')],
    };
  }),
];

/** Who can't do without: HTTPS listeners, and all edges of AWS. */
function* needs({ site, index }: CheckContext): Generator<{ who: string; platform: 'alicloud' | 'aws' }> {
  for (const name of ['mirrors', 'files'] as const) {
    const primary = site.cdn?.[name]?.origins[0];
    const region = index.regions.find((candidate) => primary?.startsWith(`${candidate.name}/`));
    if (region?.platform === 'aws') yield { who: `the edge ${name}`, platform: 'aws' };
  }
  for (const { id, region, value } of index.loadBalancers.values()) {
    if (region.platform === 'local' || value.listeners.https === undefined) continue;
    yield { who: `the https listener of ${id}`, platform: region.platform };
  }
}
