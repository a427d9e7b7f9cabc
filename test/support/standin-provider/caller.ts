import { wanted } from './environment.ts';

/**
 * Whose credentials they are, by the function that tells it.
 *
 * @throws for any other function: a program that asks for more than it is meant to
 */
export function callerOf(token: string): Record<string, string> {
  const [, cloud] = /^(\w+):index\/getCallerIdentity:getCallerIdentity$/.exec(token) ?? [];
  if (cloud === undefined) throw new Error(`the stand-in knows no function ${token}`);
  const accountId = wanted(`SKERRY_STANDIN_ACCOUNT_${cloud.toUpperCase()}`);
  return { accountId, arn: `${cloud}:${accountId}:user/ci`, id: 'ci', identityType: 'user', userId: 'ci' };
}
