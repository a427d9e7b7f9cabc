import { certificateIdOf } from '../../../topology/catalog/certificates.ts';
import { certificateFor } from '../../../topology/plan/certificate.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { PlanError } from '../../plan-error.ts';
import { homeRegion } from './provider-args.ts';

/** A certificate of Alibaba's certificate service, which lives in the account's home region. */
export interface Certificate {
  id: string;
  region: string;
}

/**
 * Reads `cas/12345678`, which the site's domain names for a place: `edge`, or a region whose balancers answer with it.
 * Undefined where it names none.
 */
export function certificate(plan: Plan, place: string): Certificate | undefined {
  const reference = plan.domain && certificateFor(plan.domain, place);
  if (reference === undefined) return undefined;
  const id = certificateIdOf('alicloud', reference);
  if (id === undefined) {
    throw new PlanError(
      `the certificate of skerry:site.domain for ${place} is ${JSON.stringify(reference)}; on alicloud it is ` +
        'cas/<id> of a certificate in the certificate service',
    );
  }
  return { id, region: homeRegion(plan) };
}
