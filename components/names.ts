import { createHash } from 'node:crypto';

const HASH_LENGTH = 8;

/**
 * Name of a resource in a cloud, from the stack and the plan's id: `cn-prod-cn-hangzhou-git`. The id, not anything
 * that is shown to people, so that renaming what is shown replaces nothing.
 *
 * Lower-case letters, digits and single hyphens alone, which every service takes. What does not fit, or had to be
 * changed, ends in a hash of the whole: two ids never share a name.
 *
 * @param max the service's limit
 */
export function cloudName(stack: string, id: string, max: number): string {
  const whole = `${stack}/${id}`;
  const plain = whole
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const faithful = plain === whole.replaceAll('/', '-');
  return faithful && plain.length <= max ? plain : withHash(plain, whole, max);
}

/**
 * A name in a namespace that all customers of the cloud share: the account is part of the hash, and every name has one.
 */
export function globalName(account: string, stack: string, id: string, max: number): string {
  return withHash(cloudName(stack, id, max), `${account}/${stack}/${id}`, max);
}

function withHash(plain: string, whole: string, max: number): string {
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, HASH_LENGTH);
  return `${plain.slice(0, max - HASH_LENGTH - 1).replace(/-$/, '')}-${hash}`;
}
