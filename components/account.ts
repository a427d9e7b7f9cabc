import type { Cloud, Plan, Platform } from '../topology/plan/plan.ts';
import { accountOf } from './lookup.ts';
import { PlanError } from './plan-error.ts';
import type { PlatformBuilder } from './platform.ts';

/** Whose credentials a provider works with, as the cloud itself tells. */
export interface Identity {
  accountId: string;
  arn: string;
}

/**
 * Asks each cloud of the site, apart from the others, whose credentials its providers have, before anything is
 * registered: those of another account would build a second site there, and a refresh by them would take everything
 * for gone.
 *
 * @throws PlanError which names every account that isn't the one of the site
 */
export async function requireAccounts(builders: ReadonlyMap<Platform, PlatformBuilder>): Promise<void> {
  const refusals: string[] = [];
  const ask = async (builder: PlatformBuilder): Promise<void> => {
    try {
      await builder.requireAccount?.();
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      refusals.push(error.message);
    }
  };
  await Promise.all([...builders.values()].map(ask));
  if (refusals.length > 0) throw new PlanError(refusals.sort().join('\n'));
}

/**
 * @param identify by a provider of the cloud, so that it resolves credentials as for any resource
 * @throws PlanError where they are of another account, or the cloud doesn't tell
 */
export async function requireAccount(
  plan: Plan,
  cloud: Cloud,
  identify: () => Promise<Identity>,
): Promise<void> {
  const wanted = accountOf(plan, cloud);
  let found: Identity;
  try {
    found = await identify();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlanError(`${cloud} does not tell whose credentials these are: ${reason}`);
  }
  if (found.accountId === wanted.id) return;
  throw new PlanError(
    `the credentials for ${cloud} are of account ${found.accountId} (${found.arn}), and the site is in ` +
      `account ${wanted.id}: nothing was asked but whose they are. Fix: credentials of ${wanted.id}` +
      (wanted.assumeRole === undefined ? ', or its `assumeRole` in the site' : ''),
  );
}
