import { expect, test } from 'vitest';
import { bucketAccess } from '../../components/bucket-access.ts';

test('mirror-serve only reads', () => {
  const access = bucketAccess({ workload: 'mirror-serve', buckets: ['a/mirror'], releaseBucket: 'a/mirror' });
  expect(access).toEqual([{ bucket: 'a/mirror', level: 'read' }]);
});

test('mirror-sync writes what it publishes to, and the bucket of its releases where that is one of them', () => {
  const access = bucketAccess({
    workload: 'mirror-sync',
    buckets: ['b/mirror', 'c/mirror'],
    releaseBucket: 'b/mirror',
  });
  expect(access).toEqual([
    { bucket: 'b/mirror', level: 'write' },
    { bucket: 'c/mirror', level: 'write' },
  ]);
});

test('git only reads a release bucket that is not its own', () => {
  const access = bucketAccess({ workload: 'git', buckets: ['a/git'], releaseBucket: 'a/mirror' });
  expect(access).toEqual([
    { bucket: 'a/mirror', level: 'read' },
    { bucket: 'a/git', level: 'write' },
  ]);
});
