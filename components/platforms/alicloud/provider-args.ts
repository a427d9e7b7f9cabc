import type { ProviderArgs } from '@pulumi/alicloud/provider.js';
import type { Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';

/** `cn-hangzhou` for accounts of the mainland site, `ap-southeast-1` for the international one's. */
export type AccountType = 'domestic' | 'international';

export function accountType(plan: Plan): AccountType {
  return accountOf(plan).type ?? 'international';
}

/**
 * One region and one account. The account's type is told, because the provider otherwise asks the billing service for
 * half a minute; the region is checked by the topology already. Keys come from the environment, never from the site.
 */
export function providerArgs(plan: Plan, region: string): ProviderArgs {
  const account = accountOf(plan);
  return {
    region,
    accountType: accountType(plan) === 'domestic' ? 'Domestic' : 'International',
    skipRegionValidation: true,
    ...(account.assumeRole !== undefined && {
      assumeRole: {
        roleArn: `acs:ram::${account.id}:role/${account.assumeRole}`,
        sessionName: `skerry-${plan.stack}`.slice(0, 64),
      },
    }),
  };
}
