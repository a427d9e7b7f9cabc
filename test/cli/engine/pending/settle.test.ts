import { describe, expect, it } from 'vitest';
import { interruptedOf, maybeCreated, providerOf } from '../../../../cli/engine/pending/begun.ts';
import { adopted, isForeign } from '../../../../cli/engine/pending/decide.ts';
import { withResources, withoutResources } from '../../../../cli/engine/pending/state.ts';
import { verdict } from '../../../../cli/engine/pending/words.ts';
import { Answers, VPC, arns, begun, find, parent, provider, region, stateOf, tags, urnOf } from './scene.ts';

describe('what was begun', () => {
  it('is told by the state of a killed run: creations apart from what the state knows', () => {
    const state = stateOf();
    const { resource } = begun(VPC, {});
    state.deployment.pending_operations = [
      { resource, type: 'creating' },
      { resource: parent, type: 'updating' },
    ];
    expect(interruptedOf(state)).toEqual({
      creations: [{ resource, why: 'killed' }],
      others: [{ urn: parent.urn, operation: 'updating' }],
    });
    expect(interruptedOf(stateOf())).toEqual({ creations: [], others: [] });
  });

  it('may be what a preview creates, where all that it stands on is there', () => {
    const { resource } = begun(VPC, { cidrBlock: '10.0.0.0/16' });
    const step = { op: 'create' as const, urn: resource.urn, type: VPC };
    const next = { custom: true, inputs: resource.inputs!, parent: parent.urn, provider };
    const found = (more: object, state = stateOf()) =>
      maybeCreated([{ ...step, new: { ...next, ...more } }], state);
    expect(found({})).toEqual([{ resource, why: 'unknown' }]);
    expect(found({ custom: false })).toEqual([]);
    expect(found({ provider: `${region.urn}::another` })).toEqual([]);
    expect(found({ parent: 'urn:pulumi:prod::skerry::a:b:C::new' })).toEqual([]);
    expect(found({}, stateOf({ ...resource, id: 'vpc-1' }))).toEqual([]);
    expect(maybeCreated([{ ...step, op: 'update', new: next }], stateOf())).toEqual([]);
  });

  it('is asked of the provider that it would have', () => {
    expect(providerOf(begun(VPC, {}).resource)).toEqual({ platform: 'aws', name: 'eu-west-1' });
  });
});

describe('whether it is in the cloud', () => {
  it('is looked up by tags where the cloud makes up ids', async () => {
    const finder = new Answers(arns('vpc-1'));
    expect(await find(finder, stateOf(), begun(VPC, { tags }))).toEqual({ ids: ['vpc-1'], notes: [] });
    expect(finder.asked).toEqual([
      expect.objectContaining({ platform: 'aws', name: 'eu-west-1', args: expect.anything() as unknown }),
    ]);
  });

  it('does not take what the state knows for the one that is looked for', async () => {
    const known = { urn: urnOf(VPC, 'other'), type: VPC, id: 'vpc-1' };
    expect(await find(new Answers(arns('vpc-1')), stateOf(known), begun(VPC, { tags }))).toEqual({
      ids: [],
      notes: ['an earlier run was killed while creating Vpc eu-west-1/it: it is not there'],
    });
  });

  it('is refused where several may be the one', async () => {
    await expect(find(new Answers(arns('vpc-1', 'vpc-2')), stateOf(), begun(VPC, { tags }))).rejects.toThrow(
      'the cloud has 2 that may be Vpc eu-west-1/it of prod, and the state knows none of them: vpc-1, vpc-2',
    );
  });

  it('is not taken for absence where the cloud gives no answer', async () => {
    await expect(
      find(new Answers({ error: 'AccessDenied' }), stateOf(), begun(VPC, { tags })),
    ).rejects.toThrow("whether Vpc eu-west-1/it is in the cloud can't be told: AccessDenied");
  });

  it('is absence where a function says so by an error', async () => {
    const policy = begun('aws:cloudfront/cachePolicy:CachePolicy', { name: 'p' });
    const error = 'invocation of aws:cloudfront… returned an error: no matching CloudFront Cache Policy (p)';
    expect((await find(new Answers({ error }), stateOf(), policy)).ids).toEqual([]);
    await expect(find(new Answers({ error: 'Throttling' }), stateOf(), policy)).rejects.toThrow('Throttling');
  });

  it('is read by the name where that is the id, without a question', async () => {
    const finder = new Answers();
    const role = begun('aws:iam/role:Role', { name: 'prod-git' });
    expect((await find(finder, stateOf(), role)).ids).toEqual(['prod-git']);
    expect(finder.asked).toEqual([]);
  });

  it('does not matter where creating it again writes over it', async () => {
    const policy = begun('aws:s3/bucketPolicy:BucketPolicy', { bucket: 'b' });
    expect(await find(new Answers(), stateOf(), policy)).toEqual({
      ids: [],
      notes: [
        'an earlier run was killed while creating BucketPolicy eu-west-1/it: it is created again, over what may be there',
      ],
    });
    expect((await find(new Answers(), stateOf(), { ...policy, why: 'unknown' })).notes).toEqual([]);
  });

  it.each([
    [
      'its provider has no look-up',
      'aws:cloudfront/originAccessControl:OriginAccessControl',
      'list-origin-access',
    ],
    ['nothing is known of its type', 'aws:new/thing:Thing', "the cloud's console"],
    ['what names it is not known', 'aws:iam/role:Role', 'what it is named by is not known'],
  ])('is told to be unknown, with what to do, where %s', async (_, type, look) => {
    const { ids, notes } = await find(new Answers(), stateOf(), begun(type, {}));
    expect(ids).toEqual([]);
    expect(notes[0]).toContain("whether it is there can't be found out from here");
    expect(notes[0]).toContain(look);
    expect(notes[1]).toContain(
      `pulumi import ${type} eu-west-1/it <id> --protect=false --parent parent=${parent.urn} ` +
        `--provider provider=${region.urn}`,
    );
  });
});

it.each([
  [
    'aws:cloudfront/originAccessControl:OriginAccessControl',
    { name: 'prod-mirror' },
    'aws cloudfront list-origin-access-controls: the name is prod-mirror',
    'aws cloudfront delete-origin-access-control --id <id> --if-match <its ETag>, or pulumi import ',
  ],
  [
    'alicloud:ram/accessKey:AccessKey',
    { userName: 'prod-cdn' },
    'aliyun ram ListAccessKeys --UserName prod-cdn; its secret was told once alone',
    'aliyun ram DeleteAccessKey --UserName prod-cdn --UserAccessKeyId <id>',
  ],
])('tells how to find %s by hand, and how to remove it', async (type, inputs, look, remove) => {
  const { notes } = await find(new Answers(), stateOf(), begun(type, inputs));
  expect(notes[0]).toBe(
    `an earlier run was killed while creating ${type.split(':').at(-1)} eu-west-1/it: whether it is there can't be found out from here (${look})`,
  );
  expect(notes[1]!.startsWith(`  if it is: ${remove}`), notes[1]).toBe(true);
  // A key whose secret nobody knows can't come into the stack.
  expect(notes[1]!.includes('pulumi import')).toBe(remove.includes('pulumi import'));
});

describe('what is taken over', () => {
  it('is read by whichever command comes next, as for an import', () => {
    const one = begun(VPC, { tags });
    const taken = adopted({ ...one, resource: { ...one.resource, protect: true } }, 'vpc-1');
    expect(taken).toMatchObject({
      id: 'vpc-1',
      outputs: {},
      refreshBeforeUpdate: true,
      protect: true,
      provider,
    });
    const state = withResources(stateOf(), [taken]);
    expect(state.deployment.resources?.at(-1)).toBe(taken);
    expect(withoutResources(state, new Set([taken.urn]))).toEqual(stateOf());
  });

  it('is without what a preview did not tell: no state takes that', () => {
    const kind = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270' };
    const kept = { tags, password: { ...kind, ciphertext: 'v1:…' }, ports: [22] };
    const hidden = {
      token: { ...kind, ciphertext: '[secret]' },
      salt: '[secret]',
      rules: [{ group: '04da6b54-80e4-46f7-96ec-b56ff0331ba9' }],
    };
    expect(adopted(begun(VPC, { ...kept, ...hidden }), 'vpc-1').inputs).toEqual(kept);
  });

  it.each([
    [{ tags }, { tags }, false],
    [{ tags }, { tags: {} }, true],
    [{ tags }, {}, true],
    [{ tags }, { tags: { 'skerry:stack': 'staging' } }, true],
    [{ tags: [{ key: 'skerry:stack', value: 'prod' }] }, { tags: [{ key: 'a', value: 'b' }] }, true],
    [{}, {}, false],
  ])('bears the tag of the stack, where it is to: %j read as %j', (inputs, outputs, foreign) => {
    const there = { urn: 'u', type: VPC, id: 'vpc-1', outputs };
    const one = begun(VPC, inputs);
    expect(isForeign(one, there)).toBe(foreign);
    expect(verdict(one, there, 'read')[0]).toContain(foreign ? 'it is not taken over' : 'taken over (vpc-1)');
  });

  it('is told by what was known of it', () => {
    const there = { urn: 'u', type: VPC, id: 'vpc-1', outputs: { tags } };
    expect(verdict(begun(VPC, { tags }), there, 'ask')).toEqual([
      'an earlier run was killed while creating Vpc eu-west-1/it: it is in the cloud: taken over (vpc-1)',
    ]);
    expect(verdict(begun(VPC, { tags }, 'unknown'), there, 'ask')).toEqual([
      'Vpc eu-west-1/it is in the cloud, and no run was told: taken over (vpc-1)',
    ]);
  });
});
