import { certificateIdOf, EDGE_REGION } from '../../../topology/catalog/certificates.ts';
import { certificateFor } from '../../../topology/plan/certificate.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';

/**
 * ARN of the certificate `acm/<id>` that the site's domain names for a place: `edge`, or a region whose balancers answer
 * with it.
 */
export function certificateArn(plan: Plan, place: string): string {
  const region = place === 'edge' ? EDGE_REGION : place;
  const reference = plan.domain && certificateFor(plan.domain, place);
  const id = certificateIdOf('aws', reference ?? '');
  if (id !== undefined) return `arn:aws:acm:${region}:${accountOf(plan, 'aws').id}:certificate/${id}`;
  throw new PlanError(
    `the certificate of skerry:site.domain for ${place} is ${JSON.stringify(reference) ?? 'missing'}; on aws it is acm/<id> ` +
      'of a certificate that exists',
  );
}
