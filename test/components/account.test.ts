import { expect, it } from 'vitest';
import { requireAccount, requireAccounts, type Identity } from '../../components/account.ts';
import { PlanError } from '../../components/plan-error.ts';
import type { PlatformBuilder } from '../../components/platform.ts';
import type { Cloud, Plan, Platform } from '../../topology/plan/plan.ts';
import { planOf } from './support/plans.ts';

const hybrid: Plan = {
  ...planOf('cn-prod'),
  accounts: { alicloud: { id: '1234567890123456' }, aws: { id: '123456789012', assumeRole: 'deploy' } },
};

/** What each cloud answers; local has no account. */
function ask(identify: (cloud: Cloud) => Promise<Identity>): Promise<void> {
  const builder = (cloud: Cloud): [Platform, PlatformBuilder] => [
    cloud,
    { requireAccount: () => requireAccount(hybrid, cloud, () => identify(cloud)) } as PlatformBuilder,
  ];
  const local = {} as PlatformBuilder;
  return requireAccounts(new Map([builder('alicloud'), builder('aws'), ['local', local]]));
}

const asWanted = async (cloud: Cloud): Promise<Identity> => ({
  accountId: hybrid.accounts[cloud]!.id,
  arn: 'user/ci',
});

it("asks each cloud of a hybrid site once, for the cloud's own account", async () => {
  const asked: Cloud[] = [];
  await ask((cloud) => {
    asked.push(cloud);
    return asWanted(cloud);
  });
  expect(asked).toEqual(['alicloud', 'aws']);
});

it('names all accounts that are others, whose credentials these are, and what to do', async () => {
  const refused = ask(async () => ({ accountId: '7', arn: 'user/ci' }));
  await expect(refused).rejects.toThrow(PlanError);
  await expect(refused).rejects.toThrow(
    'the credentials for alicloud are of account 7 (user/ci), and the site is in account 1234567890123456: nothing ' +
      'was asked but whose they are. Fix: credentials of 1234567890123456, or its `assumeRole` in the site\n' +
      'the credentials for aws are of account 7 (user/ci), and the site is in account 123456789012: nothing ' +
      'was asked but whose they are. Fix: credentials of 123456789012',
  );
});

it('is refused by one cloud, though the other is content', async () => {
  const refused = ask((cloud) =>
    cloud === 'aws' ? Promise.reject(new Error('InvalidClientTokenId')) : asWanted(cloud),
  );
  await expect(refused).rejects.toThrow(
    /^aws does not tell whose credentials these are: InvalidClientTokenId$/,
  );
});
