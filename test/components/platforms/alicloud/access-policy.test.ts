import { describe, expect, test } from 'vitest';
import { accessPolicy } from '../../../../components/platforms/alicloud/access-policy.ts';
import { instanceSecrets, parameterName } from '../../../../components/platforms/alicloud/secret-names.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const groups = plan.regions.flatMap((region) => region.groups);
const statements = (id: string) =>
  (
    JSON.parse(accessPolicy(plan, groupOf(plan, id), 'asg-1')) as {
      Statement: { Effect: string; Action: string[]; Resource: string[] }[];
    }
  ).Statement;
const actions = (id: string) => statements(id).flatMap(({ Action }) => Action);

test('a role names what it may use, and no wildcard stands for an action or for anything but objects', () => {
  for (const { id } of groups) {
    for (const { Action, Resource } of statements(id)) {
      for (const action of Action) expect(action).not.toContain('*');
      if (Action.every((action) => action.startsWith('cms:Put'))) continue; // Without resources to name.
      for (const resource of Resource) {
        expect(resource).toMatch(/^acs:[a-z]+:[a-z0-9-]+:1234567890123456:/);
        expect(resource.replace(/^(acs:oss:.*)\/\*$/, '$1')).not.toContain('*');
      }
    }
  }
});

test('only who writes may, and only its own buckets', () => {
  expect(actions('cn-hangzhou/mirror-serve')).not.toContain('oss:PutObject');
  expect(actions('cn-hongkong/mirror-sync')).toContain('oss:PutObject');
  expect(JSON.stringify(statements('cn-hongkong/mirror-sync'))).not.toContain('cn-hangzhou-git');
});

describe('secrets', () => {
  test.each([
    ['cn-hongkong/mirror-sync', ['redis-password', 'code-host-tokens']],
    ['cn-hangzhou/mirror-serve', []],
    ['cn-hangzhou/git', ['redis-password', 'git-host-keys']],
  ])('of %s are %j', (id, expected) => {
    expect(instanceSecrets(plan, groupOf(plan, id))).toEqual(expected);
  });

  test('are read one by one, with the value that lies in KMS', () => {
    const name = 'skerry/cn-prod-cn-hangzhou/git-host-keys';
    expect(parameterName(plan, 'cn-hangzhou', 'git-host-keys')).toBe(name);
    const [oos] = statements('cn-hangzhou/git').filter(({ Action }) => Action[0]?.startsWith('oos:'));
    const [kms] = statements('cn-hangzhou/git').filter(({ Action }) => Action[0]?.startsWith('kms:'));
    expect(oos?.Resource).toContain(`acs:oos:cn-hangzhou:1234567890123456:secretparameter/${name}`);
    expect(kms?.Resource).toContain(`acs:kms:cn-hangzhou:1234567890123456:secret/oos/${name}`);
    expect(actions('cn-hangzhou/mirror-serve').filter((action) => !/^(oss|ess):/.test(action))).toEqual([]);
  });
});

test('an instance completes the hooks of its own group alone', () => {
  const [life] = statements('cn-beijing/mirror-serve').filter(({ Action }) => Action[0]?.startsWith('ess:'));
  expect(life?.Resource).toEqual(['acs:ess:cn-beijing:1234567890123456:scalinggroup/asg-1']);
});
