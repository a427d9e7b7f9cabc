import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lookUp } from './functions.ts';
import { findForImport, idOfNew } from './second-creation.ts';
import { World } from './world.ts';

let folder: string;
let world: World;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-world-'));
  world = new World(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function create(type: string, inputs: Record<string, unknown>): string {
  const urn = `urn:pulumi:s::p::${type}::it`;
  const id = idOfNew(world, urn, type, inputs);
  world.put({ id, urn, type, inputs, outputs: inputs });
  return id;
}

it('refuses a second one of what has a name to itself, and finds the first by that', () => {
  const id = create('aws:s3/bucket:Bucket', { bucket: 'b' });
  expect(() => create('aws:s3/bucket:Bucket', { bucket: 'b' })).toThrow(
    'aws:s3/bucket:Bucket b already exists',
  );
  expect(findForImport(world, 'aws:s3/bucket:Bucket', 'b')?.id).toBe(id);
  expect(findForImport(world, 'aws:s3/bucket:Bucket', 'c')).toBeUndefined();
});

it('writes over what is set rather than made', () => {
  const id = create('aws:s3/bucketPolicy:BucketPolicy', { bucket: 'b', policy: 'one' });
  expect(create('aws:s3/bucketPolicy:BucketPolicy', { bucket: 'b', policy: 'two' })).toBe(id);
  expect(world.all()).toHaveLength(1);
});

it('makes a second one of anything else, which is an orphan', () => {
  const [first, second] = [create('aws:ec2/vpc:Vpc', {}), create('aws:ec2/vpc:Vpc', {})];
  expect(second).not.toBe(first);
  expect(findForImport(world, 'aws:ec2/vpc:Vpc', `arn:aws:ec2:r:0:vpc/${second}`)?.id).toBe(second);
  expect(findForImport(world, 'aws:ec2/subnet:Subnet', second)).toBeUndefined();
});

it('lists by names, tags and parents as the clouds do', () => {
  const tags = { 'skerry:stack': 's', Name: 'n' };
  const vpc = create('aws:ec2/vpc:Vpc', { tags });
  const ask = (values: string[]) =>
    lookUp(world, 'aws:resourcegroupstaggingapi/getResources:getResources', {
      resourceTypeFilters: ['ec2'],
      tagFilters: [{ key: 'Name', values }],
    });
  expect(ask(['n'])).toMatchObject({
    resourceTagMappingLists: [{ resourceArn: `arn:aws:ec2:r:0:vpc/${vpc}` }],
  });
  expect(ask(['m'])).toEqual({ resourceTagMappingLists: [] });

  const group = create('alicloud:ecs/securityGroup:SecurityGroup', { securityGroupName: 'g', vpcId: 'v' });
  const token = 'alicloud:ecs/getSecurityGroups:getSecurityGroups';
  expect(lookUp(world, token, { nameRegex: '^g$', vpcId: 'v' })).toEqual({ ids: [group] });
  expect(lookUp(world, token, { nameRegex: '^g$', vpcId: 'w' })).toEqual({ ids: [] });
  expect(lookUp(world, 'aws:unknown/f:f', {})).toBeUndefined();
});
