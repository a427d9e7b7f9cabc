import { getCallerIdentity } from '@pulumi/alicloud/getCallerIdentity.js';
import { Provider } from '@pulumi/alicloud/provider.js';
import { type Resource, output } from '@pulumi/pulumi';
import { requireAccount } from '../components/account.ts';
import { PlanError } from '../components/plan-error.ts';
import { providerArgs } from '../components/platforms/alicloud/provider-args.ts';
import type { Plan } from '../topology/plan/plan.ts';
import { RefusedError } from './refused.ts';

/**
 * A provider of a region that is not there before Alibaba Cloud has told another one of the same settings whose
 * credentials these are: Alibaba's provider has no word for the accounts that it may work in, as AWS's has.
 */
export function confirmedProvider(plan: Plan, region: string, parent: Resource): Provider {
  const args = providerArgs(plan, region);
  const asking = new Provider(`${region}/identity`, args, { parent });
  const confirmed = requireAccount(plan, 'alicloud', () => getCallerIdentity({ provider: asking })).then(
    () => region,
    (error: unknown) => {
      if (!(error instanceof PlanError)) throw error;
      const refusal = { code: 'account/not-confirmed', argument: 'account.id', message: error.message };
      throw new RefusedError(`Region ${region}`, [refusal], parent);
    },
  );
  return new Provider(region, { ...args, region: output(confirmed) }, { parent });
}
