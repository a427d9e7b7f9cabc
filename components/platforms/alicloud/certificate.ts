import { certificateIdOf } from '../../../topology/catalog/certificates.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { accountType } from './provider-args.ts';
import { PlanError } from '../../plan-error.ts';

/** A certificate of Alibaba's certificate service, which lives in one region by the account's type. */
export interface Certificate {
  id: string;
  region: string;
}

/** Reads `cas/12345678` of the site's domain; undefined where the site names no certificate. */
export function certificate(plan: Plan): Certificate | undefined {
  const reference = plan.domain?.certificate;
  if (reference === undefined) return undefined;
  const id = certificateIdOf('alicloud', reference);
  if (id === undefined) {
    throw new PlanError(
      `skerry:site.domain.certificate is ${JSON.stringify(reference)}; on alicloud it is cas/<id> ` +
        'of a certificate in the certificate service',
    );
  }
  return { id, region: accountType(plan) === 'domestic' ? 'cn-hangzhou' : 'ap-southeast-1' };
}
