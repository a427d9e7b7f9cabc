import { expect, it } from 'vitest';
import { isDue, parseFailure } from './failure.ts';

it('fails at a step, whatever it does', () => {
  const failure = parseFailure('step 3 before');
  expect(failure).toEqual({ at: { step: 3 }, when: 'before' });
  expect([1, 2, 3, 4].filter((step) => isDue(failure!, 'create', 'a:b/c:C', step))).toEqual([3]);
});

it('fails at an operation on a type', () => {
  const failure = parseFailure('create aws:lb/loadBalancer:LoadBalancer after');
  expect(isDue(failure!, 'create', 'aws:lb/loadBalancer:LoadBalancer', 9)).toBe(true);
  expect(isDue(failure!, 'update', 'aws:lb/loadBalancer:LoadBalancer', 9)).toBe(false);
});

it('never fails where nothing is said, and refuses what it does not understand', () => {
  expect(parseFailure(undefined)).toBeUndefined();
  expect(() => parseFailure('sometimes')).toThrow('expected "step 7 before"');
});
