import { describe, expect, test } from 'vitest';
import { changedInputs } from '../../../providers/local/diff.ts';
import { Token } from '../../../providers/local/resources.ts';

const changes = (token: Token, olds: object, news: object): Record<string, string> =>
  Object.fromEntries(changedInputs(token, { ...olds }, { ...news }));

describe('a changed input', () => {
  test.each([
    [Token.Network, 'region', 'replace'],
    [Token.Network, 'zones', 'update'],
    [Token.Network, 'cidr', 'replace'],
    [Token.Bucket, 'name', 'replace'],
    [Token.Bucket, 'network', 'replace'],
    [Token.Bucket, 'access', 'update'],
    [Token.Bucket, 'forceDestroy', 'update'],
    [Token.Redis, 'network', 'replace'],
    [Token.Redis, 'memoryMiB', 'update'],
    [Token.LoadBalancer, 'name', 'replace'],
    [Token.LoadBalancer, 'listeners', 'update'],
    [Token.LoadBalancer, 'deny', 'update'],
    [Token.Cdn, 'name', 'replace'],
    [Token.Cdn, 'port', 'update'],
    [Token.Cdn, 'origins', 'update'],
    [Token.SampleUpstream, 'region', 'replace'],
    [Token.SampleUpstream, 'seed', 'update'],
    [Token.Release, 'bucket', 'replace'],
    [Token.Release, 'endpoint', 'replace'],
    [Token.Release, 'root', 'update'],
    [Token.ScalingGroup, 'workload', 'replace'],
    [Token.ScalingGroup, 'settings', 'update'],
    [Token.ScalingGroup, 'release', 'update'],
  ] as const)('of %s: %s means %s', (token, name, change) => {
    expect(changes(token, { [name]: 'a', same: [1] }, { [name]: 'b', same: [1] })).toEqual({
      [name]: change,
    });
  });

  test('is none where only outputs were added', () => {
    expect(changes(Token.Redis, { region: 'r', host: '127.2.0.10', port: 6379 }, { region: 'r' })).toEqual(
      {},
    );
  });

  test('is none where the range was left to the provider', () => {
    expect(changes(Token.Network, { cidr: '127.9.0.0/16' }, { cidr: undefined })).toEqual({});
  });
});

describe('the capacity of a group', () => {
  const capacity = (owner: string, desired: number): object => ({
    capacity: { owner, min: 1, max: 9, desired },
  });

  test('counts desired with the owner iac', () => {
    expect(changes(Token.ScalingGroup, capacity('iac', 2), capacity('iac', 3))).toEqual({
      capacity: 'update',
    });
  });

  test.each(['autoscaler', 'schedule'])('does not count desired with the owner %s', (owner) => {
    expect(changes(Token.ScalingGroup, capacity(owner, 2), capacity(owner, 3))).toEqual({});
  });

  test('counts a change of the owner', () => {
    expect(changes(Token.ScalingGroup, capacity('iac', 2), capacity('schedule', 2))).toEqual({
      capacity: 'update',
    });
  });

  test.each(['iac', 'autoscaler', 'schedule'])(
    'counts instances that are missing, with the owner %s',
    (owner) => {
      const news = capacity(owner, 2);
      expect(changes(Token.ScalingGroup, { ...news, missing: 1 }, news)).toEqual({ capacity: 'update' });
    },
  );
});
