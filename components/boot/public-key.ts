import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type Output, unsecret } from '@pulumi/pulumi';
import type { Plan } from '../../topology/plan/plan.ts';
import type { Given } from '../given.ts';
import { PlanError } from '../plan-error.ts';
import { secretOf } from '../secrets.ts';

/** Public half (SPKI, PEM) of an Ed25519 private key (PEM). */
export function publicKeyOf(privatePem: string): string {
  try {
    const key = createPrivateKey(privatePem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`it is of the kind ${key.asymmetricKeyType}`);
    return String(createPublicKey(key).export({ type: 'spki', format: 'pem' }));
  } catch (error) {
    throw new PlanError(
      `the secret of skerry:site.releases.signingKey is no Ed25519 private key in PEM: ${(error as Error).message}. ` +
        'Make one with: openssl genpkey -algorithm ed25519',
    );
  }
}

/** What instances verify releases with; not a secret, though it is made from one. */
export function releaseKey(plan: Plan, given?: Given): Output<string> {
  if (!plan.releases) {
    throw new PlanError(
      'skerry:site.releases is missing: instances run only what a key has signed. ' +
        'Add releases: {signingKey: releaseKey}, with the secret beside the site',
    );
  }
  return unsecret(secretOf(plan.releases.signingKey, given).apply(publicKeyOf));
}
