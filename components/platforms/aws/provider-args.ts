import type { ProviderArgs } from '@pulumi/aws/provider.js';
import type { Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';

/** One region and one account: credentials of any other account are refused by the provider after its identity call. */
export function providerArgs(plan: Plan, region: string): ProviderArgs {
  const account = accountOf(plan, 'aws');
  return {
    region,
    allowedAccountIds: [account.id],
    ...(account.assumeRole !== undefined && {
      assumeRoles: [
        {
          roleArn: `arn:aws:iam::${account.id}:role/${account.assumeRole}`,
          sessionName: `skerry-${plan.stack}`.slice(0, 64),
        },
      ],
    }),
  };
}
