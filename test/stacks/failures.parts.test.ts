import { afterAll, beforeAll, expect, test } from 'vitest';
import { changes } from '../support/engine/graph.ts';
import { isInCloud } from '../support/engine/layers.ts';
import { TestProject } from '../support/engine/project.ts';

const project = new TestProject('staging');
const BALANCER = 'aws:lb/loadBalancer:LoadBalancer';

beforeAll(async () => await project.init());
afterAll(() => project.remove());

test('credentials of another account are refused, and nothing was asked but whose they are', async () => {
  const elsewhere = new TestProject('staging', {
    environment: { SKERRY_STANDIN_ACCOUNT_AWS: '999999999999' },
  });
  try {
    await elsewhere.init();
    const refused =
      'the credentials for aws are of account 999999999999 (aws:999999999999:user/ci), and the site is in ' +
      'account 123456789012';
    await expect(elsewhere.preview()).rejects.toThrow(refused);
    await expect(elsewhere.up()).rejects.toThrow(refused);
    const identity = 'invoke aws:index/getCallerIdentity:getCallerIdentity';
    expect(elsewhere.operations()).toEqual([identity, identity]);
    expect(elsewhere.world.all()).toEqual([]);
  } finally {
    elsewhere.remove();
  }
});

/** Ids of the cloud's resources by the engine's state, and by the cloud itself. */
async function ids(): Promise<{ known: string[]; existing: string[] }> {
  const known = (await project.state()).filter(isInCloud).flatMap(({ id }) => id ?? []);
  return {
    known: known.sort(),
    existing: project.world
      .all()
      .map(({ id }) => id)
      .sort(),
  };
}

test('an update that the cloud breaks off is completed by the next one, and leaves nothing behind', async () => {
  const { output } = await project.upFailing(`create ${BALANCER} before`);
  expect(output).toContain(`the cloud refused to create`);
  await project.up();
  expect(changes(await project.preview())).toEqual([]);
  const { known, existing } = await ids();
  expect(existing).toEqual(known);
});

test('what somebody has changed in the cloud shows in the preview', async () => {
  const type = 'aws:autoscaling/group:Group';
  const group = project.world.all().find((one) => one.type === type && one.inputs['maxSize'] === 6);
  if (!group) throw new Error('the stack has no group of up to 6 instances');
  const changed = { maxSize: 60 };
  project.world.put({
    ...group,
    inputs: { ...group.inputs, ...changed },
    outputs: { ...group.outputs, ...changed },
  });
  expect(changes(await project.preview('--refresh'))).toContain(`update ${type} eu-central-1/git`);
});

test('what somebody has removed in the cloud is created again', async () => {
  const bucket = project.world.all().find((one) => one.type === 'aws:s3/bucketPolicy:BucketPolicy');
  if (!bucket) throw new Error('the stack has no bucket policy');
  project.world.remove(bucket.id);
  const name = bucket.urn.split('::').at(-1);
  expect(changes(await project.preview('--refresh'))).toContain(`create ${bucket.type} ${name}`);
});
