import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cloudName, globalName } from '../../components/names.ts';

const stack = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,40}$/);
const id = fc.stringMatching(/^[a-z]{2,}(-[a-z0-9]+)*\/[a-z][a-z0-9-]{0,28}[a-z0-9]$/);
const max = fc.constantFrom(32, 40, 63, 64, 128);

describe('names in a cloud', () => {
  test('say stack and id, where they fit', () => {
    expect(cloudName('cn-prod', 'cn-hangzhou/git', 64)).toBe('cn-prod-cn-hangzhou-git');
  });

  test('end in a hash where they are cut', () => {
    const name = cloudName('cn-prod', 'cn-hangzhou/mirror-serve/https', 32);
    expect(name).toMatch(/^cn-prod-cn-hangzhou-mir-[0-9a-f]{8}$/);
  });

  test('keep to letters, digits and hyphens, and to the limit', () => {
    fc.assert(
      fc.property(stack, id, max, (someStack, someId, limit) => {
        const name = cloudName(someStack, someId, limit);
        expect(name).toMatch(/^[a-z0-9](-?[a-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('differ for stacks that only look alike', () => {
    expect(cloudName('prod.eu', 'a/b', 64)).not.toBe(cloudName('prod-eu', 'a/b', 64));
    expect(cloudName('Prod', 'a/b', 64)).not.toBe(cloudName('prod', 'a/b', 64));
  });

  test('depend on the account where all customers share one namespace', () => {
    const one = globalName('111111111111', 'prod', 'eu-central-1/mirror', 63);
    expect(one).toMatch(/^prod-eu-central-1-mirror-[0-9a-f]{8}$/);
    expect(globalName('222222222222', 'prod', 'eu-central-1/mirror', 63)).not.toBe(one);
    expect(globalName('111111111111', 'prod', 'eu-central-1/mirror', 63)).toBe(one);
  });
});
