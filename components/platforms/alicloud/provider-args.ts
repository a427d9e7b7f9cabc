import type { ProviderArgs } from '@pulumi/alicloud/provider.js';
import type { Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';

/** On which of Alibaba's two sites the account lives. */
export type AccountType = 'domestic' | 'international';

export function accountType(plan: Plan): AccountType {
  return accountOf(plan, 'alicloud').type ?? 'international';
}

/** Where what belongs to no region (edges, certificates) is ordered: it depends on the kind of account alone. */
export function homeRegion(plan: Plan): string {
  return accountType(plan) === 'domestic' ? 'cn-hangzhou' : 'ap-southeast-1';
}

/**
 * One region and one account. The account's type is told, because the provider otherwise asks the billing service for
 * half a minute; the region is checked by the topology already. Keys come from the environment, never from the site.
 */
export function providerArgs(plan: Plan, region: string): ProviderArgs {
  const account = accountOf(plan, 'alicloud');
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
