import type { Site } from '../schema/site.ts';
import type { Account, Cloud } from './plan.ts';

/** The site's accounts by cloud: `account` is the one on the cloud of the site itself. */
export function accountsOf({ platform, account, accounts }: Site): Partial<Record<Cloud, Account>> {
  return { ...(account && platform !== 'local' && { [platform]: account }), ...accounts };
}
