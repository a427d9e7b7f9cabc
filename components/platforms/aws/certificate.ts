import { certificateIdOf } from '../../../topology/catalog/certificates.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';

/** CloudFront takes certificates of this region alone. */
export const EDGE_REGION = 'us-east-1';

/** ARN, in a region, of the certificate that the site's domain names: `acm/<id>`. */
export function certificateArn(plan: Plan, region: string): string {
  const reference = plan.domain?.certificate;
  const id = certificateIdOf('aws', reference ?? '');
  if (id !== undefined) return `arn:aws:acm:${region}:${accountOf(plan).id}:certificate/${id}`;
  throw new PlanError(
    `skerry:site.domain.certificate is ${JSON.stringify(reference) ?? 'missing'}; on aws it is acm/<id> ` +
      'of a certificate that exists',
  );
}
