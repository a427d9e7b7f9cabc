import { describe, expect, it } from 'vitest';
import { interruptedOf, maybeCreated, type Begun } from '../../../../cli/engine/pending/begun.ts';
import { adopted, inPlace, isAside, isOld, placeOf } from '../../../../cli/engine/pending/decide.ts';
import { withReplacements, withoutResources } from '../../../../cli/engine/pending/state.ts';
import { verdict } from '../../../../cli/engine/pending/words.ts';
import { Answers, VPC, arns, begun, find, parent, provider, stateOf, tags } from './scene.ts';

it('may replace what the state holds by its URN, but for what is to be removed', () => {
  const { resource } = begun(VPC, { cidrBlock: '10.0.0.0/16' });
  const old = { ...resource, id: 'vpc-1' };
  const state = stateOf({ ...old, id: 'vpc-0', delete: true }, old);
  state.deployment.pending_operations = [{ resource, type: 'creating' }];
  expect(interruptedOf(state).creations).toEqual([{ resource, why: 'killed', old }]);

  const next = { custom: true, inputs: resource.inputs!, parent: parent.urn, provider };
  const step = { urn: resource.urn, type: VPC, new: next };
  const told = [
    { ...step, op: 'create-replacement' as const },
    { ...step, op: 'replace' as const },
    { ...step, op: 'delete-replaced' as const },
  ];
  expect(maybeCreated(told, state)).toEqual([{ resource, why: 'unknown', old }]);
  expect(maybeCreated(told, stateOf())).toEqual([]);
});

describe('of what was to replace another', () => {
  const ROLE = 'aws:iam/role:Role';
  const toReplace = (old: object): Begun => {
    const { resource } = begun(ROLE, { name: 'r' });
    return { resource, why: 'killed', old: { ...resource, ...old } };
  };

  it('is read by its name, unless the old one has that', async () => {
    const other = toReplace({ id: 'q', inputs: { name: 'q' } });
    expect((await find(new Answers(), stateOf(other.old!), other)).ids).toEqual(['r']);
    for (const old of [{ id: 'r', inputs: {} }, { id: 'arn:r' }]) {
      const same = toReplace(old);
      expect(await find(new Answers(), stateOf(same.old!), same)).toEqual({
        ids: [],
        notes: ['an earlier run was killed while creating Role eu-west-1/it: it is not there'],
      });
    }
  });

  it('may have the name, and the id, of an old one that is gone already', async () => {
    const named = toReplace({ id: 'r', pendingReplacement: true });
    expect((await find(new Answers(), stateOf(named.old!), named)).ids).toEqual(['r']);
    const { resource } = begun(VPC, { tags });
    const old = { ...resource, id: 'vpc-1', pendingReplacement: true };
    const listed: Begun = { resource, why: 'killed', old };
    expect((await find(new Answers(arns('vpc-1')), stateOf(old), listed)).ids).toEqual(['vpc-1']);
  });

  it('names the old one where it is to be looked for by hand', async () => {
    const { resource } = begun('aws:new/thing:Thing', {});
    const old = { ...resource, id: 'thing-1' };
    const { notes } = await find(new Answers(), stateOf(old), { resource, why: 'killed', old });
    expect(notes[1]).toBe('  if it is: remove it there; thing-1 is the one that it replaces');
  });
});

it('is read beside the one that it is to replace, and then stands before it', () => {
  const { resource } = begun(VPC, { tags });
  const old = { ...resource, id: 'vpc-1', protect: true };
  const one: Begun = { resource: { ...resource, protect: true }, why: 'killed', old };
  const aside = adopted(one, 'vpc-2');
  // Whichever run finds it after a kill: it is nobody's to remove.
  expect([aside.urn, aside.protect, isAside(aside.urn)]).toEqual([placeOf(one), true, true]);
  expect(aside.urn).not.toBe(resource.urn);
  expect([isOld(one, aside), isOld(one, { ...aside, id: 'vpc-1' })]).toEqual([false, true]);

  const next = inPlace(one, aside);
  expect(next).toMatchObject({ urn: resource.urn, id: 'vpc-2', protect: true });
  expect(inPlace({ ...one, resource }, aside)).not.toHaveProperty('protect');
  const after = { urn: 'later', type: VPC };
  expect(withReplacements(stateOf(old, after), [next])).toEqual(
    stateOf(next, { ...old, delete: true }, after),
  );
  const gone = { ...old, pendingReplacement: true };
  expect(withReplacements(stateOf(gone, after), [next])).toEqual(stateOf(next, after));
  expect(withoutResources(stateOf(next, { ...old, delete: true }), new Set([old.urn]))).toEqual(
    stateOf({ ...old, delete: true }),
  );
});

it('is told with the one that it replaces', () => {
  const there = { urn: 'u', type: VPC, id: 'vpc-1', outputs: { tags } };
  const old = { ...there, id: 'vpc-0' };
  expect(verdict({ ...begun(VPC, { tags }), old }, there, 'ask')).toEqual([
    'an earlier run was killed while creating Vpc eu-west-1/it: it is in the cloud: taken over (vpc-1), in place of vpc-0, which is removed',
  ]);
});
