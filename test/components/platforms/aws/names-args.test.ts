import { expect, test } from 'vitest';
import {
  aliasRecords,
  balancerHostname,
  keepsNames,
} from '../../../../components/platforms/aws/names-args.ts';
import { balancerOf, planOf } from '../../support/plans.ts';

const plan = planOf('staging', [
  'name: staging.example.com\n',
  'name: staging.example.com\n      dns: managed\n',
]);
const target = { name: 'lb', zoneId: 'Z-ELB', hasHealth: true, hasIpv6: false };

test('names of the site are aliases, by IPv6 where the target answers it', () => {
  expect(keepsNames(plan)).toBe(true);
  expect(keepsNames(planOf('staging'))).toBe(false);
  expect(aliasRecords('Z1', 'git.example.com', target)).toEqual([
    {
      type: 'A',
      args: {
        zoneId: 'Z1',
        name: 'git.example.com',
        type: 'A',
        aliases: [{ name: 'lb', zoneId: 'Z-ELB', evaluateTargetHealth: true }],
      },
    },
  ]);
  expect(aliasRecords('Z1', 'n', { ...target, hasIpv6: true }).map(({ type }) => type)).toEqual([
    'A',
    'AAAA',
  ]);
});

test('git has a name where somebody keeps it', () => {
  expect(balancerHostname(plan, balancerOf(plan, 'eu-central-1/git'))).toBe('git.staging.example.com');
  expect(balancerHostname(plan, balancerOf(plan, 'eu-central-1/serve'))).toBeUndefined();
  expect(balancerHostname(planOf('staging'), balancerOf(plan, 'eu-central-1/git'))).toBeUndefined();
});
