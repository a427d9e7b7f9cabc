import { expect, test } from 'vitest';
import { groupTags, siteTags } from '../../components/tags.ts';
import { groupOf, planOf } from './support/plans.ts';

const plan = planOf('cn-prod');

test('everything bears the stack, its region and the tags of the site', () => {
  expect(siteTags(plan, 'cn-beijing')).toEqual({
    team: 'dev-platform',
    costCenter: '4711',
    'skerry:stack': 'cn-prod',
    'skerry:region': 'cn-beijing',
  });
});

test('groups say who moves their capacity', () => {
  expect(groupTags(plan, groupOf(plan, 'cn-beijing/mirror-serve'))).toMatchObject({
    'skerry:group': 'cn-beijing/mirror-serve',
    'skerry:workload': 'mirror-serve',
    'skerry:capacity-owner': 'schedule',
  });
});

test("a site's own tag never hides Skerry's", () => {
  const hiding = { ...plan, tags: { 'skerry:stack': 'another' } };
  expect(siteTags(hiding)['skerry:stack']).toBe('cn-prod');
});
