import { expect, it } from 'vitest';
import { leftToSkerry } from '../../stacks/left-to-skerry.ts';
import { planOf } from '../components/support/plans.ts';

const attach = [{ id: 'i-1', entrusted: true, origin: '' }];
const refresh = {
  origin: '',
  minHealthy: 90,
  maxHealthy: 110,
  checkpoints: [],
  pauseSeconds: 600,
  skipMatching: true,
  autoRollback: false,
};

/** The first group of a stack's first region with such words. */
function told(stack: string, words: object): string[] {
  const plan = planOf(stack);
  const group = plan.regions[0]?.groups[0];
  if (group) Object.assign(group, words);
  return leftToSkerry(plan);
}

it('tells of words that an update by the engine alone makes nothing of', () => {
  expect(told('cn-prod', {})).toEqual([]);
  expect(told('cn-prod', { attach, refresh })).toEqual([
    'cn-hongkong/mirror-sync: `attach` is no resource; `skerry up cn-prod` makes it so, this update does not',
    'cn-hongkong/mirror-sync: `refresh` is no resource; `skerry up cn-prod` makes it so, this update does not',
  ]);
  // A group of AWS begins its refresh by itself.
  expect(told('aws-prod', { refresh })).toEqual([]);
});
