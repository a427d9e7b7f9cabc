import { beforeAll, describe, expect, test } from 'vitest';
import { packKey, pointerKey } from '../../release/layout.ts';
import { readPointer } from '../../release/pointer.ts';
import { publicKeyOf } from '../../release/signing.ts';
import { factsOf, type Registration } from '../support/engine/in-process.ts';
import { Graph, nameOf } from '../support/engine/graph.ts';
import { madeUpSecret } from '../support/engine/made-up-secrets.ts';
import { unwrap } from '../support/standin-provider/values.ts';
import { cloudStacks, registeredOf } from './support/cloud-stacks.ts';
import { cloudOf, dataBuckets, isReal, ofKind, tagsOf, textsIn } from './support/words.ts';

/** What holds of every stack's graph, computed from it and from nothing that was kept of an earlier one. */
describe.each(cloudStacks)('$stack', ({ stack, plan }) => {
  const groups = plan.regions.flatMap((region) => region.groups);
  let all: Registration[];
  let graph: Graph;

  beforeAll(async () => {
    all = await registeredOf(stack);
    graph = new Graph(all);
  });

  const groupOf = (id: string) => ofKind(graph, 'group').find((one) => nameOf(one) === id)!;
  const inputsOf = (id: string) => groupOf(id).inputs as Record<string, unknown>;
  /** Resources that name this group's id. */
  const belongingTo = (id: string, type: RegExp) =>
    all.filter(
      (one) => type.test(one.type) && isReal(one) && one.inputs['scalingGroupId'] === groupOf(id).id,
    );

  test('has every group that its file names, and no other', () => {
    expect(ofKind(graph, 'group').map(nameOf).sort()).toEqual(groups.map(({ id }) => id).sort());
  });

  test.each(groups)('$id has its hooks: one before it works, one before it goes', ({ id }) => {
    const { initialLifecycleHooks } = inputsOf(id) as { initialLifecycleHooks?: { name: string }[] };
    const names =
      initialLifecycleHooks?.map(({ name }) => name) ??
      belongingTo(id, /:LifecycleHook$/).map(({ inputs }) => inputs['name']);
    expect(names).toEqual(expect.arrayContaining(['boot', 'drain']));
  });

  test.each(groups)('$id stands behind each listener that leads to it, and behind no other', ({ id }) => {
    const balancers = plan.regions
      .flatMap((region) => region.loadBalancers)
      .filter(({ members }) => members.some(({ group }) => group === id));
    const listeners = balancers.reduce((sum, { listeners }) => sum + listeners.length, 0);
    const { targetGroupArns } = inputsOf(id) as { targetGroupArns?: string[] };
    const places =
      targetGroupArns?.length ??
      belongingTo(id, /:ServerGroupAttachment$/).length +
        belongingTo(id, /:ScalingGroupVServerGroups$/).flatMap(
          ({ inputs }) => inputs['vserverGroups'] as unknown[],
        ).length;
    expect(places).toBe(listeners);
  });

  test.each(groups)('$id lies in a subnet of each zone of its own network', ({ id, region }) => {
    const inputs = inputsOf(id);
    const ids = (inputs['vpcZoneIdentifiers'] ?? inputs['vswitchIds']) as string[];
    const subnets = ids.map((subnet) => ofKind(graph, 'subnet').find((one) => one.id === subnet)!);
    const zones = subnets.map(({ inputs: its }) => its?.['availabilityZone'] ?? its?.['zoneId']).sort();
    const declared = plan.regions.find(({ name }) => name === region)!.network;
    expect(zones).toEqual(declared.subnets.map(({ zone }) => zone).sort());
    const networks = new Set(subnets.map(({ inputs: its }) => its?.['vpcId']));
    expect([...networks]).toEqual([
      ofKind(graph, 'network').find((one) => nameOf(one).startsWith(`${region}/`))?.id,
    ]);
  });

  test.each(groups)(
    '$id moves by itself where its file says so, and by the file alone elsewhere',
    (group) => {
      const ignored = (groupOf(group.id) as Registration).ignoreChanges;
      expect(ignored.includes('desiredCapacity')).toBe(group.capacity.owner !== 'iac');
      expect(ignored.filter((name) => !['desiredCapacity', 'initialLifecycleHooks'].includes(name))).toEqual(
        [],
      );
    },
  );

  test.each(groups)(
    '$id starts nothing before its bucket has a whole release, which its key has signed and no update changes',
    ({ id, releaseBucket }) => {
      const enabled = graph.ofType('alicloud:ess/scalingConfiguration:ScalingConfiguration');
      const starting = enabled.find((one) => nameOf(one) === id) ?? groupOf(id);
      const before = [...graph.before(starting)] as Registration[];
      const objects = before.filter(
        (one) => /:BucketObject/.test(one.type) && nameOf(one).startsWith(`${releaseBucket}/boot/`),
      );
      const first = objects.find((one) => nameOf(one).endsWith('/first-release'))!;
      expect(first.inputs['key']).toBe(pointerKey('services', 1));
      expect(first.ignoreChanges).toEqual(['content']);
      const publicKeys = [publicKeyOf(madeUpSecret(plan.releases!.signingKey))];
      const { packs, maps } = readPointer(Buffer.from(String(first.inputs['content'])), {
        channel: 'services',
        epoch: 1,
        publicKeys,
      });
      const keys = [...graph.before(first)].map(({ inputs }) => inputs?.['key']);
      expect(keys).toEqual(expect.arrayContaining([...packs, ...maps].map((pack) => packKey(pack.id))));
    },
  );

  test('refers to nothing that is not there, and waits for all that it refers to', () => {
    const byId = new Map(all.flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])));
    const ids = /made-up-[0-9a-f]{12}/g;
    let references = 0;
    for (const one of all.filter(isReal)) {
      const before = graph.before(one);
      for (const id of textsIn(unwrap(one.inputs)).flatMap((text) => text.match(ids) ?? [])) {
        const target = byId.get(id);
        expect(target, `${one.urn} refers to ${id}`).toBeDefined();
        if (target?.id !== one.id) expect(before, `${one.urn} before ${target?.urn}`).toContain(target);
        references += 1;
      }
    }
    expect(references).toBeGreaterThan(50);
  });

  test('names in policies only buckets that it has', () => {
    const names = new Set(ofKind(graph, 'bucket').map(({ inputs }) => String(inputs?.['bucket'])));
    const arns = all
      .flatMap((one) => textsIn(unwrap(one.inputs)))
      .flatMap((text) => [...text.matchAll(/(?:arn:aws:s3:::|acs:oss:[^:"]*:[^:"]*:)([a-z0-9-]+)/g)])
      .map(([, name]) => name!);
    expect(arns.length).toBeGreaterThan(2);
    expect(arns.filter((name) => !names.has(name))).toEqual([]);
  });

  test('gives every bucket its policy, and whatever else shuts it', () => {
    const beside = {
      aws: [
        'aws:s3/bucketPolicy:BucketPolicy',
        'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
        'aws:s3/bucketOwnershipControls:BucketOwnershipControls',
        'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
      ],
      alicloud: [
        'alicloud:oss/bucketPolicy:BucketPolicy',
        'alicloud:oss/bucketAcl:BucketAcl',
        'alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock',
        'alicloud:oss/bucketHttpsConfig:BucketHttpsConfig',
      ],
    };
    for (const bucket of ofKind(graph, 'bucket')) {
      for (const type of beside[cloudOf(bucket.type)!]) graph.find(type, nameOf(bucket));
    }
  });

  test('tags everything that takes tags with its stack, its region and whose capacity it is', () => {
    const taking = all.filter((one) => isReal(one) && factsOf(one.type)?.['tags']);
    expect(taking.length).toBeGreaterThan(20);
    for (const one of taking) {
      const tags = tagsOf(one.inputs['tags']);
      // An object has few tags: the site's own are those of its bucket.
      const own = one.type.includes(':s3/bucketObject') ? {} : plan.tags;
      expect(tags, one.urn).toMatchObject({ 'skerry:stack': stack, ...own });
      const region = plan.regions.find(({ name }) => nameOf(one).startsWith(`${name}/`));
      if (region) expect(tags['skerry:region'], one.urn).toBe(region.name);
    }
    for (const { id, workload, capacity } of groups) {
      expect(tagsOf(inputsOf(id)['tags'])).toMatchObject({
        'skerry:workload': workload,
        'skerry:capacity-owner': capacity.owner,
      });
    }
  });

  test(`${plan.stage === 'production' ? 'keeps' : 'lets go of'} what holds data or an address`, () => {
    const isProduction = plan.stage === 'production';
    for (const bucket of dataBuckets(graph)) {
      expect(bucket, bucket.urn).toMatchObject({ protect: isProduction, retainOnDelete: isProduction });
    }
    for (const one of [...ofKind(graph, 'balancer'), ...ofKind(graph, 'redis')]) {
      expect(one.protect, one.urn).toBe(isProduction);
    }
  });

  test('orders each resource through a provider of its own region and account, and never by default', () => {
    for (const one of all.filter((each) => cloudOf(each.type) && isReal(each))) {
      const provider = all.find((each) => `${each.urn}::${each.id}` === one.provider);
      expect(provider, one.urn).toBeDefined();
      const cloud = cloudOf(one.type)!;
      expect(provider?.type).toBe(`pulumi:providers:${cloud}`);
      const region = plan.regions.find(({ name }) => nameOf(one).startsWith(`${name}/`));
      if (region?.platform === cloud) expect(provider?.inputs['region'], one.urn).toBe(region.name);
      expect(JSON.stringify(provider?.inputs)).toContain(plan.accounts[cloud]?.id);
    }
  });
});
